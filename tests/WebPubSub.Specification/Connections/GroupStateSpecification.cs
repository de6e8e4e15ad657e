// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.TestUtilities;
using WebPubSub.TestUtilities.Parity;

namespace WebPubSub.Specification.Connections;

/// <summary>Group states, a preview feature. See docs/protocols/client-protocols.md#15-group-states-preview.</summary>
public abstract class GroupStateSpecification<TService> : Specification<TService>
    where TService : TestService, new()
{
    private const string Subscribe = """{"type":"subscribeGroupState","group":"g","ackId":1}""";
    private static readonly string[] Roles = ["webpubsub.joinLeaveGroup", "webpubsub.setGroupState", "webpubsub.getGroupState.g*"];

    [Theory]
    [InlineData("client")]
    [InlineData("rest")]
    [InlineData("end")]
    public async Task LeavingTheGroup_ClearsTheState(string way)
    {
        (TestSocket ann, string annId) = await ConnectAsync("ann");
        (TestSocket bob, _) = await ConnectAsync("bob");
        await ann.SendTextAsync("""{"type":"setGroupState","group":"g","state":{"a":"1"},"ackId":5}""");
        await ann.ReceiveTextAsync();
        await bob.SendTextAsync(Subscribe);
        await bob.ReceiveTextAsync();
        await bob.ReceiveTextAsync();

        await (way switch
        {
            "client" => ann.SendTextAsync("""{"type":"leaveGroup","group":"g"}"""),
            "rest" => SendAsync("DELETE", $"/api/hubs/chat/groups/g/connections/{annId}", (HttpContent?)null),
            _ => ann.CloseAsync(),
        });

        (await bob.ReceiveTextAsync()).Should().Contain("groupStateUpdate").And.Contain(annId).And.NotContain("\"state\"");
        ann.Dispose();
        bob.Dispose();
    }

    [Fact]
    public async Task LeavingTheGroup_EndsTheSubscription()
    {
        (TestSocket ann, _) = await ConnectAsync("ann");
        (TestSocket bob, _) = await ConnectAsync("bob");
        await bob.SendTextAsync(Subscribe);
        await bob.ReceiveTextAsync();
        await bob.ReceiveTextAsync();
        await bob.SendTextAsync("""{"type":"leaveGroup","group":"g","ackId":2}""");
        await bob.ReceiveTextAsync();

        await ann.SendTextAsync("""{"type":"setGroupState","group":"g","state":{"a":"1"},"ackId":5}""");

        await ann.ReceiveTextAsync();
        await AssertNothingAsync(bob);
        ann.Dispose();
        bob.Dispose();
    }

    [Theory]
    [InlineData("""{"type":"setGroupState","group":"other","state":{},"ackId":1}""", "Forbidden")] // not a member
    [InlineData("""{"type":"subscribeGroupState","group":"other","ackId":1}""", "Forbidden")] // without the role
    [InlineData("""{"type":"subscribeGroupState","group":"g2","ackId":1}""", "Forbidden")] // not a member
    public async Task RejectedRequest_IsAcknowledgedWithAnError(string frame, string name)
    {
        (TestSocket socket, _) = await ConnectAsync("ann");
        using (socket)
        {
            await socket.SendTextAsync(frame);

            (await socket.ReceiveTextAsync()).Should().Contain("\"success\":false").And.Contain(name);
        }
    }

    [Covers("state of a group member, 512 bytes", Evidence.EmulatorTest, "GroupState, an earlier generation")]
    [Covers("acknowledgement, `BadRequest`", Evidence.EmulatorTest, "GroupState, an earlier generation")]
    [Theory]
    [InlineData(512, "\"success\":true")]
    [InlineData(513, "BadRequest")]
    public async Task State_HasAtMost512Bytes(int bytes, string answer)
    {
        (TestSocket socket, _) = await ConnectAsync("ann");
        using (socket)
        {
            string value = "é" + new string('x', bytes - 3);
            await socket.SendTextAsync($$$"""{"type":"setGroupState","group":"g","state":{"k":"{{{value}}}"},"ackId":1}""");

            (await socket.ReceiveTextAsync()).Should().Contain(answer);
        }
    }

    [Theory]
    [InlineData("""{"type":"setGroupState","state":{}}""")]
    [InlineData("""{"type":"setGroupState","group":"g","state":1}""")]
    [InlineData("""{"type":"setGroupState","group":"g","state":{"a":1}}""")]
    public async Task MalformedFrame_Closes1007(string frame)
    {
        (TestSocket socket, _) = await ConnectAsync("ann");
        using (socket)
        {
            await socket.SendTextAsync(frame);

            (await socket.ReceiveCloseAsync()).Code.Should().Be(1007);
        }
    }

    [Fact]
    public async Task ReliableSubscriber_GetsNumberedStates()
    {
        (TestSocket socket, _, _) = await TestSocket.ConnectReliableAsync(ClientUri("ann", Roles, ["g"]));
        using (socket)
        {
            await socket.SendTextAsync(Subscribe);
            await socket.SendTextAsync("""{"type":"setGroupState","group":"g","state":{}}""");

            await socket.ReceiveTextAsync();
            (await socket.ReceiveTextAsync()).Should().Be("""{"type":"groupStateSnapshot","group":"g","items":[],"sequenceId":1}""");
            (await socket.ReceiveTextAsync()).Should().Contain("groupStateUpdate").And.EndWith(",\"sequenceId\":2}");
        }
    }

    private Task<(TestSocket Socket, string ConnectionId)> ConnectAsync(string userId) => TestSocket.ConnectJsonAsync(ClientUri(userId, Roles, ["g"]));

    private static async Task AssertNothingAsync(TestSocket socket)
    {
        await socket.SendTextAsync("""{"type":"ping"}""");
        (await socket.ReceiveTextAsync()).Should().Be("""{"type":"pong"}""");
    }
}
