// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using WebPubSub.Protobuf.Wire;
using WebPubSub.TestUtilities;
using WebPubSub.TestUtilities.Parity;

namespace WebPubSub.Specification.Connections;

/// <summary>Protobuf clients. See docs/protocols/client-protocols.md#82-delivery-matrix and #12-protobuf-protocols.</summary>
public abstract class ProtobufClientSpecification<TService> : Specification<TService>
    where TService : TestService, new()
{
    private const string Reliable = "protobuf.reliable.webpubsub.azure.v1";

    [Fact]
    public async Task Connected_NamesConnectionAndUser()
    {
        using ProtobufSocket ann = await ConnectAsync("ann");
        using ProtobufSocket anonymous = await ConnectAsync(null);

        ann.Socket.Subprotocol.Should().Be("protobuf.webpubsub.azure.v1");
        ann.Connected.ConnectionId.Should().MatchRegex("^[0-9a-f]{32}$");
        ann.Connected.UserId.Should().Be("ann");
        ann.Connected.HasReconnectionToken.Should().BeFalse();
        anonymous.Connected.UserId.Should().Be("");
    }

    [Covers("`join_group_message`", Evidence.EmulatorTest, "WebPubSubProtobufV1IntegrationTests")]
    [Covers("`ack_message`", Evidence.EmulatorTest, "WebPubSubProtobufV1IntegrationTests")]
    [Fact]
    public async Task LiteralJoin_WithTheIdZero_IsAcknowledged()
    {
        using ProtobufSocket socket = await ConnectAsync("ann");

        await socket.Socket.SendBinaryAsync(Convert.FromHexString("32080A04726F6F6D1000"));
        await socket.Socket.SendBinaryAsync(Convert.FromHexString("32080A04726F6F6D1000"));

        (await socket.Socket.ReceiveAsync()).Bytes.Should().Equal(Convert.FromHexString("0A021001"), "zero is a valid ack ID, although the frame omits it");
        DownstreamMessage.Types.AckMessage repeat = (await socket.ReceiveAsync()).AckMessage;
        repeat.Success.Should().BeFalse();
        repeat.Error.Name.Should().Be("Duplicate");
    }

    [Fact]
    public async Task DeniedSend_IsForbidden_AndUnansweredWithoutAnAckId()
    {
        using ProtobufSocket socket = await ProtobufSocket.ConnectAsync(ClientUri("ann", ["webpubsub.joinLeaveGroup"]));
        var send = new UpstreamMessage.Types.SendToGroupMessage { Group = "g", Data = new MessageData { TextData = "x" } };

        await socket.SendAsync(new UpstreamMessage { SendToGroupMessage = send });
        await socket.SendAsync(new UpstreamMessage { SendToGroupMessage = new(send) { AckId = 1 } });

        (await socket.ReceiveAsync()).AckMessage.Error.Name.Should().Be("Forbidden");
    }

    [Covers("`protobuf.webpubsub.azure.v1`", Evidence.EmulatorTest, "WebPubSubProtobufV1IntegrationTests")]
    [Covers("`send_to_group_message`", Evidence.EmulatorTest, "WebPubSubProtobufV1IntegrationTests")]
    [Covers("`data_message`", Evidence.EmulatorTest, "WebPubSubProtobufV1IntegrationTests")]
    [Fact]
    public async Task EveryKindOfData_ReachesEveryKindOfClient()
    {
        var any = new Any { TypeUrl = "type.googleapis.com/example.Order", Value = ByteString.CopyFromUtf8("\u0008\u0001") };
        MessageData[] sent =
        [
            new() { TextData = "héllo" },
            new() { JsonData = "{ \"a\" : 1 }" },
            new() { BinaryData = ByteString.CopyFrom(1, 2) },
            new() { ProtobufData = any },
        ];
        using ProtobufSocket sender = await ConnectAsync("ann", ["g"]);
        using TestSocket json = await ConnectJsonAsync("bob", groups: ["g"]);
        using TestSocket raw = await TestSocket.ConnectAsync(ClientUri("raw", groups: ["g"]));
        await TestTimeout.UntilAsync(
            async () => (await SendAsync("HEAD", "/api/hubs/chat/users/raw", (HttpContent?)null)).IsSuccessStatusCode, "the raw client");

        foreach (MessageData data in sent)
        {
            await sender.SendAsync(new UpstreamMessage { SendToGroupMessage = new() { Group = "g", Data = data, Metadata = { ["k"] = "v" } } });
        }

        foreach (MessageData data in sent)
        {
            DownstreamMessage.Types.DataMessage echo = await sender.ReceiveDataAsync();
            (echo.From, echo.Group, echo.HasSequenceId, echo.Metadata["k"]).Should().Be(("group", "g", false, "v"));
            echo.Data.Should().Be(data);
        }

        string[] expected =
        [
            "\"dataType\":\"text\",\"data\":\"héllo\"",
            "\"dataType\":\"json\",\"data\":{ \"a\" : 1 }",
            "\"dataType\":\"binary\",\"data\":\"AQI=\"",
            $"\"dataType\":\"protobuf\",\"data\":\"{Convert.ToBase64String(any.ToByteArray())}\"",
        ];
        foreach (string text in expected)
        {
            (await json.ReceiveTextAsync()).Should().Be(
                $$$"""{"type":"message","from":"group","group":"g","fromUserId":"ann",{{{text}}},"metadata":{"k":"v"}}""");
        }

        (await raw.ReceiveAsync()).Should().BeEquivalentTo((WebSocketMessageType.Text, Encoding.UTF8.GetBytes("héllo")));
        (await raw.ReceiveTextAsync()).Should().Be("{ \"a\" : 1 }");
        (await raw.ReceiveAsync()).Should().BeEquivalentTo((WebSocketMessageType.Binary, new byte[] { 1, 2 }));
        (await raw.ReceiveAsync()).Should().BeEquivalentTo((WebSocketMessageType.Binary, any.ToByteArray()));
    }

    [Fact]
    public async Task RestSends_ArriveAsServerMessages()
    {
        using ProtobufSocket socket = await ConnectAsync("ann");

        await SendAsync("POST", "/api/hubs/chat/:send", "[1]", "application/json");

        DownstreamMessage.Types.DataMessage message = await socket.ReceiveDataAsync();
        message.From.Should().Be("server");
        message.HasGroup.Should().BeFalse();
        message.Data.JsonData.Should().Be("[1]");
    }

    [Covers("`leave_group_message`", Evidence.EmulatorTest, "WebPubSubProtobufV1IntegrationTests")]
    [Covers("`ping_message`", Evidence.EmulatorTest, "WebPubSubProtobufV1IntegrationTests")]
    [Covers("`pong_message`", Evidence.EmulatorTest, "WebPubSubProtobufV1IntegrationTests")]
    [Fact]
    public async Task PingAndLeave_Work()
    {
        using ProtobufSocket socket = await ConnectAsync("ann", ["g"]);

        await socket.SendAsync(new UpstreamMessage { LeaveGroupMessage = new() { Group = "g", AckId = 1 } });
        (await socket.ReceiveAsync()).AckMessage.Success.Should().BeTrue();
        await socket.SendAsync(new UpstreamMessage { SequenceAckMessage = new() { SequenceId = 5 } });
        await socket.SendAsync(new UpstreamMessage { SendToGroupMessage = new() { Group = "g", Data = new() { TextData = "unheard" } } });
        await socket.SendAsync(new UpstreamMessage { PingMessage = new() });

        (await socket.ReceiveAsync()).PongMessage.Should().NotBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("FF")]
    [InlineData("3200")]
    [InlineData("0A060A04726F6F6D")]
    public async Task MalformedFrame_Closes1007(string hex)
    {
        using ProtobufSocket socket = await ProtobufSocket.ConnectAsync(ClientUri("ann"), Reliable);

        await socket.Socket.SendBinaryAsync(Convert.FromHexString(hex));

        (int code, string text) = await socket.Socket.ReceiveCloseAsync();
        code.Should().Be(1007);
        text.Should().StartWith("The client message is not a valid protobuf.webpubsub.azure.v1 message."); // the emulator adds the reason
    }

    [Fact]
    public async Task TextFrame_Closes1003()
    {
        using ProtobufSocket socket = await ConnectAsync("ann");

        await socket.Socket.SendTextAsync("""{"type":"ping"}""");

        (await socket.Socket.ReceiveCloseAsync()).Code.Should().Be(1003);
    }

    [Covers("`system_message`", Evidence.EmulatorTest, "WebPubSubProtobufV1IntegrationTests")]
    [Fact]
    public async Task RestClose_SendsTheReason()
    {
        using ProtobufSocket socket = await ConnectAsync("ann");

        await SendAsync("DELETE", $"/api/hubs/chat/connections/{socket.Connected.ConnectionId}?reason=enough", (HttpContent?)null);

        (await socket.ReceiveAsync()).SystemMessage.DisconnectedMessage.Reason.Should().Be("Application server closed the connection. Reason: enough");
        (await socket.Socket.ReceiveCloseAsync()).Should().Be((1000, ""));
    }

    [Covers("`protobuf.reliable.webpubsub.azure.v1`", Evidence.EmulatorTest, "WebPubSubReliableProtobufTests")]
    [Covers("`sequence_ack_message`", Evidence.EmulatorTest, "WebPubSubReliableProtobufTests")]
    [Fact]
    public async Task ReliableClient_AfterRecovery_ReceivesUnacknowledgedMessages()
    {
        ProtobufSocket first = await ProtobufSocket.ConnectAsync(ClientUri("ann", AllRoles, ["g"]), Reliable);
        for (int i = 1; i <= 300; i++)
        {
            await SendAsync("POST", "/api/hubs/chat/groups/g/:send", $"{i}");
        }

        await first.SendAsync(new UpstreamMessage { SequenceAckMessage = new() { SequenceId = 100 } });
        await first.SendAsync(new UpstreamMessage { PingMessage = new() });
        while ((await first.ReceiveAsync()).PongMessage is null)
        {
        }

        first.Socket.Abort();
        using TestSocket second = await TestSocket.ConnectAsync(
            new Uri($"{Service.SocketOrigin}/client/hubs/chat?awps_connection_id={first.Connected.ConnectionId}&awps_reconnection_token={first.Connected.ReconnectionToken}"),
            Reliable);

        for (uint i = 101; i <= 300; i++)
        {
            DownstreamMessage.Types.DataMessage message = (await ProtobufSocket.ReceiveAsync(second)).DataMessage;
            (message.SequenceId, message.Data.TextData, message.Group).Should().Be((i, $"{i}", "g"));
        }

        first.Dispose();
    }

    private Task<ProtobufSocket> ConnectAsync(string? userId, string[]? groups = null) =>
        ProtobufSocket.ConnectAsync(ClientUri(userId, AllRoles, groups));
}
