// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Client.Sending;

namespace WebPubSub.Client.Streams;

/// <summary>A position in the send queue at which a stream sends its next frame. The frames of a stream keep their order.</summary>
/// <param name="take">The function that takes the next frame and reports whether another frame follows.</param>
internal sealed class StreamPlaceholder(StreamPlaceholder.FrameSource take) : OutboundFrame(message: null)
{
    public delegate ReadOnlyMemory<byte> FrameSource(out bool hasMore);

    public override bool TakesSlot => false; // the stream limits its own frames

    public override ReadOnlyMemory<byte> Take(out bool hasMore) => take(out hasMore);
}
