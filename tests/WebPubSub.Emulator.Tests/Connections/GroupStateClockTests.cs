// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Time.Testing;
using WebPubSub.TestUtilities;
using WebPubSub.TestUtilities.Parity;

namespace WebPubSub.Emulator.Tests;

/// <summary>Group states, a preview feature, with a controlled clock. See docs/protocols/client-protocols.md#15-group-states-preview.</summary>
public sealed class GroupStateClockTests : EmulatorTest
{
    private const string Subscribe = """{"type":"subscribeGroupState","group":"g","ackId":1}""";
    private static readonly string[] Roles = ["webpubsub.joinLeaveGroup", "webpubsub.setGroupState", "webpubsub.getGroupState.g*"];
    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeMilliseconds(1767225600000));

    protected override WebPubSubEmulatorOptions CreateOptions() => new() { Port = 0, TimeProvider = _time };

    [Covers("`setGroupState` (preview)", Evidence.EmulatorTest, "GroupState, an earlier generation")]
    [Covers("`subscribeGroupState` (preview)", Evidence.EmulatorTest, "GroupState, an earlier generation")]
    [Covers("`unsubscribeGroupState` (preview)", Evidence.EmulatorTest, "GroupState, an earlier generation")]
    [Covers("`groupStateSnapshot` (preview)", Evidence.EmulatorTest, "GroupState, an earlier generation")]
    [Covers("`groupStateUpdate` (preview)", Evidence.EmulatorTest, "GroupState, an earlier generation")]
    [Fact]
    public async Task Subscriber_GetsASnapshotAfterItsAck_AndThenTheChanges()
    {
        (TestSocket ann, string annId) = await ConnectAsync("ann");
        (TestSocket bob, string bobId) = await ConnectAsync("bob");
        await ann.SendTextAsync("""{"type":"setGroupState","group":"g","state":{"status":"typing"},"ackId":5}""");
        (await ann.ReceiveTextAsync()).Should().Be("""{"type":"ack","ackId":5,"success":true}""");

        await bob.SendTextAsync(Subscribe);
        (await bob.ReceiveTextAsync()).Should().Be("""{"type":"ack","ackId":1,"success":true}""");
        (await bob.ReceiveTextAsync()).Should().Be(
            $$$"""{"type":"groupStateSnapshot","group":"g","items":[{"connectionId":"{{{annId}}}","userId":"ann","state":{"status":"typing"},"updatedAt":1767225600000}]}""");
        await bob.SendTextAsync("""{"type":"setGroupState","group":"g","state":{"a":"1"}}""");
        (await bob.ReceiveTextAsync()).Should().Be(
            $$$"""{"type":"groupStateUpdate","group":"g","items":[{"connectionId":"{{{bobId}}}","userId":"bob","state":{"a":"1"},"updatedAt":1767225600000}]}""");
        await ann.SendTextAsync("""{"type":"setGroupState","group":"g"}""");
        (await bob.ReceiveTextAsync()).Should().Be(
            $$$"""{"type":"groupStateUpdate","group":"g","items":[{"connectionId":"{{{annId}}}","userId":"ann","updatedAt":1767225600001}]}""");

        await bob.SendTextAsync("""{"type":"unsubscribeGroupState","group":"g","ackId":2}""");
        (await bob.ReceiveTextAsync()).Should().Be("""{"type":"ack","ackId":2,"success":true}""");
        await ann.SendTextAsync("""{"type":"setGroupState","group":"g","state":{"b":"2"},"ackId":6}""");
        await ann.ReceiveTextAsync();
        await AssertNothingAsync(bob);
        ann.Dispose();
        bob.Dispose();
    }

    private Task<(TestSocket Socket, string ConnectionId)> ConnectAsync(string userId) => TestSocket.ConnectJsonAsync(ClientUri(userId, Roles, ["g"]));

    private static async Task AssertNothingAsync(TestSocket socket)
    {
        await socket.SendTextAsync("""{"type":"ping"}""");
        (await socket.ReceiveTextAsync()).Should().Be("""{"type":"pong"}""");
    }
}
