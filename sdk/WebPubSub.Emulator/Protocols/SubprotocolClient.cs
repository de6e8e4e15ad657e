// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;
using Microsoft.Extensions.Logging;
using WebPubSub.Emulator.Connections;
using WebPubSub.Emulator.Messages;
using WebPubSub.Protocol;

namespace WebPubSub.Emulator.Protocols;

/// <summary>A client of one of the service's subprotocols: reads its messages in their encoding and has them carried out.</summary>
internal sealed class SubprotocolClient(ClientConnection connection, MessageCodec codec, MessageProcessor processor, ILogger logger) : IClientProtocol
{
    public Frame? Encode(Delivery delivery) => codec.Encode(delivery);

    public int WriteNumbered(ReadOnlySpan<byte> encoded, long sequenceId, Span<byte> output) => codec.WriteNumbered(encoded, sequenceId, output);

    public async Task<CloseRequest?> ProcessAsync(WebSocketMessageType type, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        if (type != codec.FrameType)
        {
            connection.Trace.Add(EmulatorMessage.FromMalformed(connection, payload.Span, codec.WrongFrameType));
            return CloseRequest.With(WebSocketCloseStatus.InvalidMessageType, codec.WrongFrameType);
        }

        WebPubSubMessage message;
        try
        {
            message = codec.Read(payload);
        }
        catch (FormatException exception)
        {
            logger.MalformedMessage(connection.Id, connection.Hub, exception.Message);
            connection.Trace.Add(EmulatorMessage.FromMalformed(connection, payload.Span, "The message is malformed: " + exception.Message));
            return CloseRequest.With(WebSocketCloseStatus.InvalidPayloadData, codec.Malformed);
        }

        connection.Trace.Add(EmulatorMessage.From(connection, message));
        await processor.ProcessAsync(message, cancellationToken);
        return null;
    }

    public bool HasOpenStreams => processor.HasOpenStreams;

    public void End() => processor.End();
}
