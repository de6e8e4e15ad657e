// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;
using Google.Protobuf;
using WebPubSub.Protobuf.Wire;
using WebPubSub.TestUtilities;

namespace WebPubSub.Specification.Connections;

/// <summary>A protobuf client that uses the classes that protoc generates from the published messages.</summary>
public sealed class ProtobufSocket(TestSocket socket, DownstreamMessage.Types.SystemMessage.Types.ConnectedMessage connected) : IDisposable
{
    public TestSocket Socket { get; } = socket;

    public DownstreamMessage.Types.SystemMessage.Types.ConnectedMessage Connected { get; } = connected;

    public static async Task<ProtobufSocket> ConnectAsync(Uri uri, string subprotocol = "protobuf.webpubsub.azure.v1")
    {
        TestSocket socket = await TestSocket.ConnectAsync(uri, subprotocol);
        return new ProtobufSocket(socket, (await ReceiveAsync(socket)).SystemMessage.ConnectedMessage);
    }

    public static async Task<DownstreamMessage> ReceiveAsync(TestSocket socket)
    {
        (WebSocketMessageType type, byte[] bytes) = await socket.ReceiveAsync();
        type.Should().Be(WebSocketMessageType.Binary);
        return DownstreamMessage.Parser.ParseFrom(bytes);
    }

    public Task SendAsync(UpstreamMessage message) => Socket.SendBinaryAsync(message.ToByteArray());

    public Task<DownstreamMessage> ReceiveAsync() => ReceiveAsync(Socket);

    public async Task<DownstreamMessage.Types.DataMessage> ReceiveDataAsync() => (await ReceiveAsync()).DataMessage;

    public void Dispose() => Socket.Dispose();
}
