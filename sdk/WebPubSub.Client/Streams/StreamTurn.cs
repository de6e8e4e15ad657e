// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Client.Sending;

namespace WebPubSub.Client.Streams;

/// <summary>A place in the send queue at which a stream sends its next frame: no frame of a stream overtakes another.</summary>
/// <param name="take">Takes the next frame, and says whether there is another.</param>
internal sealed class StreamTurn(StreamTurn.Taker take) : OutboundFrame(message: null)
{
    public delegate ReadOnlyMemory<byte> Taker(out bool hasMore);

    public override bool TakesSlot => false; // the stream has a limit of its own

    public override ReadOnlyMemory<byte> Take(out bool hasMore) => take(out hasMore);
}
