// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator.Messages;

namespace WebPubSub.Emulator.Protocols;

/// <summary>The codec of the messages that a client receives.</summary>
internal abstract class MessageCodec
{
    /// <summary>The maximum number of bytes that a sequence ID adds to a message.</summary>
    public const int MaxNumberLength = 48;

    /// <summary>Encodes a message.</summary>
    /// <returns>The frame; <see langword="null"/> if clients of this protocol do not receive such messages.</returns>
    public abstract Frame? Encode(Delivery delivery);

    /// <summary>Copies an encoded data or group state message and adds its sequence ID.</summary>
    /// <returns>The number of written bytes, at most <see cref="MaxNumberLength"/> more than before.</returns>
    public abstract int WriteNumbered(ReadOnlySpan<byte> encoded, long sequenceId, Span<byte> output);
}
