// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Client.Sending;

namespace WebPubSub.Client.Streams;

/// <summary>A place in what waits to be sent, at which a stream sends whatever is its next frame by then: so nothing it sends overtakes anything else of it.</summary>
/// <param name="take">Takes the next frame, and says whether there is another.</param>
internal sealed class StreamTurn(StreamTurn.Taker take) : OutboundFrame(default)
{
    public delegate ReadOnlyMemory<byte> Taker(out bool hasMore);

    public override bool TakesRoom => false; // a stream has a bound of its own

    public override ReadOnlyMemory<byte> Take(out bool hasMore) => take(out hasMore);
}
