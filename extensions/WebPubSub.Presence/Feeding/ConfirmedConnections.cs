// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Presence.Feeding;

/// <summary>The connections that a user event has confirmed in this period. One confirmation per period is enough for a lease, so a message costs no request to the store.</summary>
internal sealed class ConfirmedConnections(TimeSpan period, TimeProvider time)
{
    private const int Max = 10_000;

    private readonly Lock _gate = new();
    private readonly HashSet<string> _connections = new(StringComparer.Ordinal);
    private long _began = time.GetTimestamp();

    public bool Contains(string connectionId)
    {
        lock (_gate)
        {
            if (time.GetElapsedTime(_began) >= period)
            {
                _connections.Clear();
                _began = time.GetTimestamp();
            }

            return _connections.Contains(connectionId);
        }
    }

    public void Add(string connectionId)
    {
        lock (_gate)
        {
            if (_connections.Count < Max)
            {
                _connections.Add(connectionId);
            }
        }
    }
}
