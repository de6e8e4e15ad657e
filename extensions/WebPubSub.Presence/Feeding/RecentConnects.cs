// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Presence.Feeding;

/// <summary>The connections whose connect event this process has answered with the reserved group. It is bounded.</summary>
internal sealed class RecentConnects(TimeProvider time)
{
    private const int Max = 10_000;

    private static readonly TimeSpan RecentAge = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly HashSet<string> _connections = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();
    private long? _last;

    /// <summary>Gets whether this process has answered a connect event during the last minute. If not, the hub settings may lack this event.</summary>
    public bool HasSeenOne
    {
        get
        {
            lock (_gate)
            {
                return _last is { } last && time.GetElapsedTime(last) < RecentAge;
            }
        }
    }

    public void Add(string connectionId)
    {
        lock (_gate)
        {
            _last = time.GetTimestamp();
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
