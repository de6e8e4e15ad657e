// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator.Messages;

namespace WebPubSub.Emulator.Protocols;

/// <summary>Messages for a client without one of the service's subprotocols: the payload alone. Client protocol reference, section 3.</summary>
internal sealed class RawCodec : MessageCodec
{
    public override Frame? Encode(Delivery delivery) => delivery.ToRaw();

    public override int WriteNumbered(ReadOnlySpan<byte> encoded, long sequenceId, Span<byte> output) =>
        throw new NotSupportedException("A raw client is never reliable.");
}
