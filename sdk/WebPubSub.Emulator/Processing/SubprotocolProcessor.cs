// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;
using Microsoft.Extensions.Logging;
using WebPubSub.Emulator.Connections;
using WebPubSub.Emulator.Protocols;
using WebPubSub.Protocol;

namespace WebPubSub.Emulator.Processing;

/// <summary>The processor for a client with a subprotocol. It decodes the messages and passes them to the message processor.</summary>
internal sealed class SubprotocolProcessor(ClientConnection connection, SubprotocolCodec codec, MessageProcessor messages, ILogger logger) : IFrameProcessor
{
    public bool HasOpenStreams => messages.HasOpenStreams;

    public async Task<CloseRequest?> ProcessAsync(WebSocketMessageType type, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        if (type != codec.FrameType)
        {
            connection.Observe(EmulatorMessage.FromMalformed(connection, payload.Span, codec.WrongFrameType));
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
            connection.Observe(EmulatorMessage.FromMalformed(connection, payload.Span, "The message is malformed: " + exception.Message));
            return CloseRequest.With(WebSocketCloseStatus.InvalidPayloadData, codec.Malformed, exception.Message);
        }

        connection.Observe(EmulatorMessage.From(connection, message));
        await messages.ProcessAsync(message, cancellationToken);
        return null;
    }

    public void End() => messages.End();
}
