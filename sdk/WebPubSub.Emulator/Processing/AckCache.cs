// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Processing;

/// <summary>The ack IDs of the last messages that were processed successfully. See docs/protocols/client-protocols.md#10-acknowledgements.</summary>
internal sealed class AckCache(int capacity)
{
    private readonly HashSet<long> _known = [];
    private readonly Queue<long> _order = new();

    public bool Contains(long ackId) => _known.Contains(ackId);

    public void Add(long ackId)
    {
        if (!_known.Add(ackId))
        {
            return;
        }

        _order.Enqueue(ackId);
        if (_order.Count > capacity)
        {
            _known.Remove(_order.Dequeue());
        }
    }
}
