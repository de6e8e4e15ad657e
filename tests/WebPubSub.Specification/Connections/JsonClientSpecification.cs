// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;
using System.Text;
using WebPubSub.TestUtilities;
using WebPubSub.TestUtilities.Parity;

namespace WebPubSub.Specification.Connections;

/// <summary>
/// JSON clients. See docs/protocols/client-protocols.md#5-json-upstream-messages to #10-acknowledgements, #16-roles-and-permissions and #22-test-cases.
/// </summary>
public abstract class JsonClientSpecification<TService> : Specification<TService>
    where TService : TestService, new()
{
    [Fact]
    public async Task JoinTwiceWithOneId_SucceedsThenIsADuplicate()
    {
        using TestSocket socket = await ConnectJsonAsync();

        await socket.SendTextAsync("""{"type":"joinGroup","group":"room","ackId":1}""");
        await socket.SendTextAsync("""{"type":"joinGroup","group":"room","ackId":1}""");

        (await socket.ReceiveTextAsync()).Should().Be("""{"type":"ack","ackId":1,"success":true}""");
        (await socket.ReceiveTextAsync()).Should().Be(
            """{"type":"ack","ackId":1,"success":false,"error":{"name":"Duplicate","message":"Message with ack-id: 1 has been processed"}}""");
    }

    [Fact]
    public async Task DeniedId_CanBeUsedAgain()
    {
        using TestSocket socket = await ConnectJsonAsync(roles: ["webpubsub.joinLeaveGroup.mine", "webpubsub.sendToGroup.*"]);

        await socket.SendTextAsync("""{"type":"joinGroup","group":"theirs","ackId":1}""");
        await socket.SendTextAsync("""{"type":"joinGroup","group":"mine","ackId":1}""");
        await socket.SendTextAsync("""{"type":"sendToGroup","group":"mine","ackId":2,"data":1}""");

        (await socket.ReceiveTextAsync()).Should().Be(
            """{"type":"ack","ackId":1,"success":false,"error":{"name":"Forbidden","message":"The client does not have permission to join group 'theirs'."}}""");
        (await socket.ReceiveTextAsync()).Should().Be("""{"type":"ack","ackId":1,"success":true}""");
        (await socket.ReceiveTextAsync()).Should().Contain("send to group 'mine'", "an asterisk is not a wildcard in this role");
    }

    [Fact]
    public async Task IdOfAJoin_MakesALeaveADuplicate()
    {
        using TestSocket socket = await ConnectJsonAsync();

        await socket.SendTextAsync("""{"type":"joinGroup","group":"g","ackId":5}""");
        await socket.SendTextAsync("""{"type":"leaveGroup","group":"g","ackId":5}""");
        await socket.SendTextAsync("""{"type":"sendToGroup","group":"g","data":"still a member"}""");

        await socket.ReceiveTextAsync();
        (await socket.ReceiveTextAsync()).Should().Contain("Duplicate");
        (await socket.ReceiveTextAsync()).Should().Contain("still a member");
    }

    [Covers("remembered acknowledgement IDs, 1,000", Evidence.EmulatorTest, "AckCache, WebPubSubReliableProtobufTests")]
    [Fact]
    public async Task OnlyTheLastThousandIds_AreRemembered()
    {
        using TestSocket socket = await ConnectJsonAsync();
        for (int ackId = 0; ackId <= 1000; ackId++)
        {
            await socket.SendTextAsync($$"""{"type":"joinGroup","group":"g","ackId":{{ackId}}}""");
            await socket.ReceiveTextAsync();
        }

        await socket.SendTextAsync("""{"type":"joinGroup","group":"g","ackId":1}""");
        await socket.SendTextAsync("""{"type":"joinGroup","group":"g","ackId":0}""");

        (await socket.ReceiveTextAsync()).Should().Contain("Duplicate");
        (await socket.ReceiveTextAsync()).Should().Contain("\"success\":true");
    }

    [Covers("`sendToGroup`, `metadata`", Evidence.EmulatorTest, "WebPubSubJsonV1IntegrationTests")]
    [Fact]
    public async Task GroupMessage_ReachesTheMembers_EchoBeforeAck()
    {
        using TestSocket ann = await ConnectJsonAsync("ann", groups: ["g"]);
        using TestSocket bob = await ConnectJsonAsync("bob", groups: ["g"]);
        using TestSocket stranger = await ConnectJsonAsync("eve");

        await ann.SendTextAsync("""{"type":"sendToGroup","group":"g","ackId":1,"data":{ "a" : 1.50 },"metadata":{"trace":"x"}}""");

        const string Message = """{"type":"message","from":"group","group":"g","fromUserId":"ann","dataType":"json","data":{ "a" : 1.50 },"metadata":{"trace":"x"}}""";
        (await ann.ReceiveTextAsync()).Should().Be(Message);
        (await ann.ReceiveTextAsync()).Should().Be("""{"type":"ack","ackId":1,"success":true}""");
        (await bob.ReceiveTextAsync()).Should().Be(Message);
        await AssertNothingAsync(stranger);
    }

    [Fact]
    public async Task NoEcho_LeavesOutTheSenderOnly()
    {
        using TestSocket first = await ConnectJsonAsync("ann", groups: ["g"]);
        using TestSocket second = await ConnectJsonAsync("ann", groups: ["g"]);

        await first.SendTextAsync("""{"type":"sendToGroup","group":"g","noEcho":true,"dataType":"text","data":"hi"}""");

        (await second.ReceiveJsonAsync()).GetProperty("data").GetString().Should().Be("hi");
        await AssertNothingAsync(first);
    }

    [Fact]
    public async Task GroupNames_AreComparedExactly()
    {
        using TestSocket socket = await ConnectJsonAsync(groups: ["Room"]);

        await socket.SendTextAsync("""{"type":"sendToGroup","group":"room","data":1}""");
        await socket.SendTextAsync("""{"type":"sendToGroup","group":" Room","data":1}""");

        await AssertNothingAsync(socket);
        await socket.SendTextAsync("""{"type":"sendToGroup","group":"Room","data":2}""");
        (await socket.ReceiveJsonAsync()).GetProperty("data").GetInt32().Should().Be(2, "the group name matches exactly");
    }

    [Fact]
    public async Task Leaving_EndsTheMessages()
    {
        using TestSocket socket = await ConnectJsonAsync(groups: ["g"]);
        await socket.SendTextAsync("""{"type":"sendToGroup","group":"g","data":0}""");
        (await socket.ReceiveJsonAsync()).GetProperty("data").GetInt32().Should().Be(0, "the client is a member");

        await socket.SendTextAsync("""{"type":"leaveGroup","group":"g"}""");
        await socket.SendTextAsync("""{"type":"sendToGroup","group":"g","data":1}""");

        await AssertNothingAsync(socket);
    }

    [Theory]
    [InlineData("text", "\"héllo\"", "héllo", WebSocketMessageType.Text)]
    [InlineData("json", "\"x\"", "\"x\"", WebSocketMessageType.Text)]
    [InlineData("json", "{ \"a\": [1] }", "{ \"a\": [1] }", WebSocketMessageType.Text)]
    [InlineData("binary", "\"AQID\"", "\u0001\u0002\u0003", WebSocketMessageType.Binary)]
    public async Task RawMember_GetsTheBytesOfTheData(string dataType, string data, string bytes, WebSocketMessageType frame)
    {
        using TestSocket sender = await ConnectJsonAsync();
        using TestSocket raw = await TestSocket.ConnectAsync(ClientUri(groups: ["g"]));
        await WaitForMembershipAsync();

        await sender.SendTextAsync($$"""{"type":"sendToGroup","group":"g","dataType":"{{dataType}}","data":{{data}}}""");

        (WebSocketMessageType type, byte[] received) = await raw.ReceiveAsync();
        type.Should().Be(frame);
        Encoding.UTF8.GetString(received).Should().Be(bytes);
    }

    [Covers("`ping`", Evidence.Specification, "https://learn.microsoft.com/azure/azure-web-pubsub/reference-json-webpubsub-subprotocol")]
    [Covers("`pong`", Evidence.Specification, "https://learn.microsoft.com/azure/azure-web-pubsub/reference-json-webpubsub-subprotocol")]
    [Fact]
    public async Task EventWithoutHandler_FailsAndTheConnectionStays()
    {
        using TestSocket socket = await ConnectJsonAsync();

        await socket.SendTextAsync("""{"type":"event","event":"e","ackId":1,"data":1}""");
        await socket.SendTextAsync("""{"type":"event","event":"e","data":1}""");
        await socket.SendTextAsync("""{"type":"sequenceAck","sequenceId":1}""");
        await socket.SendTextAsync("""{"type":"ping"}""");

        (await socket.ReceiveTextAsync()).Should().StartWith(
            """{"type":"ack","ackId":1,"success":false,"error":{"name":"InternalServerError","message":"Internal server error"""); // the emulator adds the reason
        (await socket.ReceiveTextAsync()).Should().Be("""{"type":"pong"}""");
    }

    [Covers("close 1007, malformed message", Evidence.EmulatorTest, "WebPubSubJsonV1IntegrationTests")]
    [Theory]
    [InlineData("not json")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"type":"fromTheFuture","ackId":1}""")]
    [InlineData("""{"type":"ping","ackId":"a"}""")]
    [InlineData("""{"type":"sendToGroup","group":"g","ackId":1,"data":1,"ttlSeconds":301}""")]
    [InlineData("""{"type":"joinGroup","group":"","ackId":1}""")]
    public async Task MalformedFrame_Closes1007_WithoutAnAck(string frame)
    {
        using TestSocket socket = await ConnectJsonAsync();

        await socket.SendTextAsync(frame);

        (await socket.ReceiveAsync()).Type.Should().Be(WebSocketMessageType.Close);
        (int code, string text) = await CloseOfAsync(frame);
        code.Should().Be(1007);
        text.Should().StartWith("The client message is not a valid JSON protocol message."); // the emulator adds the reason
    }

    [Fact]
    public async Task DeepJson_Closes1007() => (await CloseOfAsync(new string('[', 100_000))).Code.Should().Be(1007);

    [Covers("close 1003, wrong type of frame", Evidence.EmulatorTest, "WebPubSubJsonV1IntegrationTests")]
    [Fact]
    public async Task BinaryFrame_Closes1003()
    {
        using TestSocket socket = await ConnectJsonAsync();

        await socket.SendBinaryAsync("""{"type":"ping"}"""u8.ToArray());

        (await socket.ReceiveCloseAsync()).Should().Be((1003, "The JSON subprotocol requires text messages."));
    }

    [Covers("close 1009, message too large", Evidence.EmulatorTest, "WebPubSubJsonV1IntegrationTests")]
    [Covers("message of a client, 1 MiB", Evidence.EmulatorTest, "WebPubSubJsonV1IntegrationTests")]
    [Fact]
    public async Task MessageOfOneMebibyte_IsAccepted_AndOneByteMoreCloses1009()
    {
        const int Limit = 1024 * 1024;
        string legal = """{"type":"ping","padding":""" + "\"";
        legal += new string('x', Limit - legal.Length - 2) + "\"}";
        using TestSocket socket = await ConnectJsonAsync();

        await socket.SendTextAsync(legal);
        (await socket.ReceiveTextAsync()).Should().Be("""{"type":"pong"}""");
        await socket.SendTextAsync(legal + " ");
        (await socket.ReceiveCloseAsync()).Code.Should().Be(1009);
    }

    [Theory]
    [InlineData(WebSocketCloseStatus.NormalClosure)]
    [InlineData((WebSocketCloseStatus)4001)]
    public async Task CloseOfTheClient_IsEchoed_AndTheConnectionIsGone(WebSocketCloseStatus status)
    {
        (TestSocket socket, string connectionId) = await TestSocket.ConnectJsonAsync(ClientUri("ann"));
        using (socket)
        {
            await socket.CloseAsync(status, "bye");

            socket.State.Should().Be(WebSocketState.Closed);
            await WaitForConnectionEndAsync(connectionId);
        }
    }

    [Fact]
    public async Task LostTransport_RemovesTheConnection()
    {
        (TestSocket socket, string connectionId) = await TestSocket.ConnectJsonAsync(ClientUri("ann"));

        socket.Abort();

        await WaitForConnectionEndAsync(connectionId);
        socket.Dispose();
    }

    [Fact]
    public async Task ClientThatNeverReads_IsDropped_AndOthersAreServed()
    {
        using TestSocket lazy = await ConnectJsonAsync("lazy", groups: ["g"]);
        using TestSocket sender = await ConnectJsonAsync("sender");
        string large = $$"""{"type":"sendToGroup","group":"g","dataType":"text","data":"{{new string('x', 500_000)}}"}""";

        for (int sent = 0; sent < 60; sent++)
        {
            await sender.SendTextAsync(large);
        }

        await sender.SendTextAsync("""{"type":"ping"}""");
        (await sender.ReceiveTextAsync()).Should().Be("""{"type":"pong"}""");
        await TestTimeout.UntilAsync(async () => !await ExistsAsync("users/lazy"), "the slow client to be dropped");
    }

    private async Task<(int Code, string Description)> CloseOfAsync(string frame)
    {
        using TestSocket socket = await ConnectJsonAsync();
        await socket.SendTextAsync(frame);
        return await socket.ReceiveCloseAsync();
    }

    // The pong follows all messages that the service sent before it handled the ping.
    private static async Task AssertNothingAsync(TestSocket socket)
    {
        await socket.SendTextAsync("""{"type":"ping"}""");
        (await socket.ReceiveTextAsync()).Should().Be("""{"type":"pong"}""");
    }

    // A raw client receives no connected message, so poll until it is a member.
    private Task WaitForMembershipAsync() => TestTimeout.UntilAsync(() => ExistsAsync("groups/g"), "the raw client to be a member");

    private Task WaitForConnectionEndAsync(string connectionId) =>
        TestTimeout.UntilAsync(async () => !await ExistsAsync($"connections/{connectionId}"), "the connection to be gone");
}
