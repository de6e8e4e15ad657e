// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using WebPubSub.Protobuf.Wire;
using WebPubSub.Specification.Connections;
using WebPubSub.TestUtilities;
using WebPubSub.TestUtilities.Parity;

namespace WebPubSub.Emulator.Tests;

/// <summary>
/// Events of protobuf clients. See docs/protocols/client-protocols.md#8-data-types and #123-any; docs/protocols/event-handler.md#5-content-types.
/// </summary>
public sealed class ProtobufEventTests : UpstreamTest
{
    private static readonly Any Order = new() { TypeUrl = "type.googleapis.com/example.Order", Value = ByteString.CopyFrom(8, 1) };

    [Covers("`event_message`", Evidence.EmulatorTest, "WebPubSubProtobufV1IntegrationTests")]
    [Fact]
    public async Task Event_ReachesTheHandler_AndTheReplyReachesTheClient()
    {
        using ProtobufSocket socket = await ProtobufSocket.ConnectAsync(ClientUri("ann"));
        while ((await NextEventAsync()).Header("ce-eventName") != "connected")
        {
        }

        Handler.Answers.Enqueue(async http =>
        {
            http.Response.ContentType = "application/x-protobuf";
            await http.Response.Body.WriteAsync(Order.ToByteArray());
        });
        await socket.SendAsync(new UpstreamMessage
        {
            EventMessage = new() { Event = "order", AckId = 1, Data = new() { ProtobufData = Order }, Metadata = { ["Trace"] = "1" } },
        });

        DownstreamMessage.Types.DataMessage reply = await socket.ReceiveDataAsync();
        (reply.From, reply.HasGroup).Should().Be(("server", false));
        reply.Data.ProtobufData.Should().Be(Order);
        (await socket.ReceiveAsync()).AckMessage.Should().Be(new DownstreamMessage.Types.AckMessage { AckId = 1, Success = true });
        WireRequest request = await NextEventAsync();
        request.Header("Content-Type").Should().Be("application/x-protobuf");
        request.Header("ce-subprotocol").Should().Be("protobuf.webpubsub.azure.v1");
        request.Header("X-WebPubSub-Metadata-trace").Should().Be("1");
        request.Body.Should().Equal(Order.ToByteArray());
    }
}
