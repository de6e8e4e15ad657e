// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator.Messages;

namespace WebPubSub.Emulator.Protocols;

/// <summary>
/// The codec for a client without a subprotocol of the service. The client receives only the payload of a message.
/// See docs/protocols/client-protocols.md#3-raw-clients.
/// </summary>
internal sealed class RawCodec : MessageCodec
{
    public override Frame? Encode(Delivery delivery) => delivery.ToRaw();

    public override int WriteNumbered(ReadOnlySpan<byte> encoded, long sequenceId, Span<byte> output) =>
        throw new NotSupportedException("A raw client is never reliable.");
}
