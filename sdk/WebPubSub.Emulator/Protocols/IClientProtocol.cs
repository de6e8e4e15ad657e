// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;
using WebPubSub.Emulator.Connections;
using WebPubSub.Emulator.Messages;

namespace WebPubSub.Emulator.Protocols;

/// <summary>What a client's subprotocol makes of messages in both directions.</summary>
internal interface IClientProtocol
{
    /// <summary>Encodes a message, or tells that clients of this protocol never see it.</summary>
    Frame? Encode(Delivery delivery);

    /// <summary>Writes an encoded data message again, with its number on a reliable connection.</summary>
    /// <returns>How many bytes were written, at most <see cref="MessageCodec.MaxNumberLength"/> more than before.</returns>
    int WriteNumbered(ReadOnlySpan<byte> encoded, long sequenceId, Span<byte> output);

    /// <summary>Carries out what a client sent. The client's next message waits for it.</summary>
    /// <returns>How the connection must end because of it, or <see langword="null"/>.</returns>
    Task<CloseRequest?> ProcessAsync(WebSocketMessageType type, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken);

    /// <summary>Gets whether the client waits to be told that it is connected again: the official one resumes its streams only then. Section 14.7.</summary>
    bool HasOpenStreams { get; }

    /// <summary>Lets go of what the client had begun: its connection has ended.</summary>
    void End();
}
