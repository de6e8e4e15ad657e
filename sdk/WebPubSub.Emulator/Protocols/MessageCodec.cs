// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;
using WebPubSub.Emulator.Messages;
using WebPubSub.Protocol;

namespace WebPubSub.Emulator.Protocols;

/// <summary>The bytes of the service's messages in one encoding.</summary>
internal abstract class MessageCodec
{
    /// <summary>The most that a number adds to a message.</summary>
    public const int MaxNumberLength = 48;

    public abstract WebSocketMessageType FrameType { get; }

    /// <summary>Gets what a client is told that sends frames of the other type.</summary>
    public abstract string WrongFrameType { get; }

    /// <summary>Gets what a client is told whose message cannot be read; no detail of it goes onto the wire.</summary>
    public abstract string Malformed { get; }

    /// <exception cref="FormatException">The message is malformed; the message says how.</exception>
    public abstract WebPubSubMessage Read(ReadOnlyMemory<byte> payload);

    public abstract Frame? Encode(Delivery delivery);

    public abstract int WriteNumbered(ReadOnlySpan<byte> encoded, long sequenceId, Span<byte> output);
}
