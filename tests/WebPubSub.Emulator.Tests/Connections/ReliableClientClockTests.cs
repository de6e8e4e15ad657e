// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Time.Testing;
using WebPubSub.TestUtilities;
using WebPubSub.TestUtilities.Parity;

namespace WebPubSub.Emulator.Tests;

/// <summary>
/// Reliable clients with a controlled clock. See docs/protocols/client-protocols.md#11-reliable-protocols and #22-test-cases, numbers 18 to 29.
/// </summary>
public sealed class ReliableClientClockTests : EmulatorTest
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    protected override WebPubSubEmulatorOptions CreateOptions() => new() { Port = 0, TimeProvider = _time };

    [Covers("recovery, 30 seconds", Evidence.Specification, "https://learn.microsoft.com/azure/azure-web-pubsub/howto-develop-reliable-clients")]
    [Fact]
    public async Task ThirtySecondsWithoutASocket_EndTheConnection()
    {
        (TestSocket first, string id, string token) = await ConnectReliableAsync();
        first.Abort();
        await WaitForDetachAsync(first);
        _time.Advance(TimeSpan.FromSeconds(29));
        using (TestSocket second = await RecoverAsync(id, token))
        {
            await second.DrainAsync();
            _time.Advance(TimeSpan.FromSeconds(31));
            await second.DrainAsync();
        }

        await Service.WaitForLossAsync();
        _time.Advance(TimeSpan.FromSeconds(29));
        (await ExistsAsync($"connections/{id}")).Should().BeTrue("each lost transport starts a new recovery window");
        _time.Advance(TimeSpan.FromSeconds(1));

        await TestTimeout.UntilAsync(async () => !await ExistsAsync($"connections/{id}"), "the end of the connection");
        (await CloseOfRecoveryAsync(id, token)).Code.Should().Be(1008);
    }

    [Covers("`messageTtlSeconds`", Evidence.EmulatorTest, "RestApiTests")]
    [Fact]
    public async Task MessageWithALifetime_IsNotReplayedAfterIt()
    {
        (TestSocket first, string id, string token) = await ConnectReliableAsync();
        first.Abort();
        await WaitForDetachAsync(first);
        await SendAsync("POST", "/api/hubs/chat/groups/g/:send?messageTtlSeconds=5", "short-lived");
        await SendAsync("POST", "/api/hubs/chat/groups/g/:send?messageTtlSeconds=20", "long-lived");
        await PublishAsync("for ever");
        _time.Advance(TimeSpan.FromSeconds(6));

        using TestSocket second = await RecoverAsync(id, token);

        (await second.ReceiveTextAsync()).Should().Contain("long-lived").And.Contain("\"sequenceId\":2");
        (await second.ReceiveTextAsync()).Should().Contain("for ever");
    }

    [Covers("`sendToGroup`, `ttlSeconds`", Evidence.EmulatorTest, "WebPubSubJsonV1IntegrationTests")]
    [Fact]
    public async Task MessageOfAClientWithALifetime_ExpiresToo()
    {
        (TestSocket first, string id, string token) = await ConnectReliableAsync();
        first.Abort();
        await WaitForDetachAsync(first);
        using TestSocket sender = await ConnectJsonAsync("bob");
        await sender.SendTextAsync("""{"type":"sendToGroup","group":"g","data":"gone","ttlSeconds":1,"ackId":1}""");
        await sender.SendTextAsync("""{"type":"sendToGroup","group":"g","data":"kept","ackId":2}""");
        await sender.ReceiveTextAsync();
        await sender.ReceiveTextAsync();
        _time.Advance(TimeSpan.FromSeconds(2));

        using TestSocket second = await RecoverAsync(id, token);

        (await second.ReceiveTextAsync()).Should().Contain("kept");
    }

    private Task<(TestSocket Socket, string ConnectionId, string Token)> ConnectReliableAsync() =>
        TestSocket.ConnectReliableAsync(ClientUri("ann", AllRoles, ["g"]));

    private async Task<(int Code, string Description)> CloseOfRecoveryAsync(string id, string token, string hub = "chat")
    {
        using TestSocket socket = await RecoverAsync(id, token, hub);
        return await socket.ReceiveCloseAsync();
    }

    private Task PublishAsync(string text) => SendAsync("POST", "/api/hubs/chat/groups/g/:send", text);

    // The test must not advance the clock before the emulator has noticed the lost transport.
    private Task WaitForDetachAsync(TestSocket socket)
    {
        socket.Dispose();
        return Service.WaitForLossAsync();
    }
}
