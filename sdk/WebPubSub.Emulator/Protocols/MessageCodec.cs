// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator.Messages;

namespace WebPubSub.Emulator.Protocols;

/// <summary>The form in which a client receives messages.</summary>
internal abstract class MessageCodec
{
    /// <summary>The most bytes that a sequence ID adds to a message.</summary>
    public const int MaxNumberLength = 48;

    /// <summary>Encodes a message.</summary>
    /// <returns>The frame; <see langword="null"/> if clients of this protocol do not receive such messages.</returns>
    public abstract Frame? Encode(Delivery delivery);

    /// <summary>Writes an encoded message of data or of group states again, with its sequence ID.</summary>
    /// <returns>How many bytes were written, at most <see cref="MaxNumberLength"/> more than before.</returns>
    public abstract int WriteNumbered(ReadOnlySpan<byte> encoded, long sequenceId, Span<byte> output);
}
