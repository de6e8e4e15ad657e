// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Presence.Memory;

/// <summary>The times at which users left, bounded in time and number.</summary>
internal sealed class LastSeenTimes(TimeSpan retention)
{
    private const int Max = 10_000;

    private readonly Dictionary<string, DateTimeOffset> _times = new(StringComparer.Ordinal);
    private readonly Queue<(string UserId, DateTimeOffset Time)> _order = new();

    public DateTimeOffset? Find(string userId, DateTimeOffset now) =>
        _times.TryGetValue(userId, out DateTimeOffset time) && now - time <= retention ? time : null;

    public void Add(string userId, DateTimeOffset time)
    {
        if (retention == TimeSpan.Zero)
        {
            return;
        }

        _times[userId] = time;
        _order.Enqueue((userId, time));
        while (_order.Count > Max)
        {
            RemoveOldest();
        }
    }

    public void RemoveExpired(DateTimeOffset now)
    {
        while (_order.TryPeek(out (string UserId, DateTimeOffset Time) oldest) && now - oldest.Time > retention)
        {
            RemoveOldest();
        }
    }

    private void RemoveOldest()
    {
        (string userId, DateTimeOffset time) = _order.Dequeue();
        if (_times.TryGetValue(userId, out DateTimeOffset current) && current == time)
        {
            _times.Remove(userId);
        }
    }
}
