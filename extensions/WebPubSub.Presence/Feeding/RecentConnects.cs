// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Presence.Feeding;

/// <summary>The connections whose connect event this process has answered with the reserved group. It is bounded.</summary>
internal sealed class RecentConnects
{
    private const int Max = 10_000;

    private readonly Lock _gate = new();
    private readonly HashSet<string> _connections = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>Gets whether this process has answered a connect event. If not, the hub settings may lack this event.</summary>
    public bool HasSeenAny { get; private set; }

    public void Add(string connectionId)
    {
        lock (_gate)
        {
            HasSeenAny = true;
            if (_connections.Add(connectionId))
            {
                _order.Enqueue(connectionId);
            }

            if (_order.Count > Max)
            {
                _connections.Remove(_order.Dequeue());
            }
        }
    }

    public bool Remove(string connectionId)
    {
        lock (_gate)
        {
            return _connections.Remove(connectionId);
        }
    }
}
