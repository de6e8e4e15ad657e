// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Presence.Stores;

namespace WebPubSub.Presence.Memory;

/// <summary>The recent ends of connections or memberships, so that a late event or an old listing does not bring them back. They are bounded in time and number.</summary>
internal sealed class Tombstones<TKey>(IEqualityComparer<TKey>? comparer = null)
    where TKey : notnull
{
    private const int Max = 10_000;

    private readonly Dictionary<TKey, Tombstone> _tombstones = new(comparer);
    private readonly Queue<(TKey Key, Tombstone Tombstone)> _order = new();

    public Tombstone? Find(TKey key) => _tombstones.Count > 0 && _tombstones.TryGetValue(key, out Tombstone tombstone) ? tombstone : null;

    public void Add(TKey key, Tombstone tombstone)
    {
        _tombstones[key] = tombstone;
        _order.Enqueue((key, tombstone));
        while (_order.Count > Max)
        {
            RemoveOldest();
        }
    }

    public void Remove(TKey key) => _tombstones.Remove(key);

    public void RemoveExpired(TimeSpan now)
    {
        while (_order.TryPeek(out (TKey Key, Tombstone Tombstone) oldest) && now - oldest.Tombstone.Time > PresenceStore.TombstoneAge)
        {
            RemoveOldest();
        }
    }

    private void RemoveOldest()
    {
        (TKey key, Tombstone tombstone) = _order.Dequeue();
        if (_tombstones.TryGetValue(key, out Tombstone current) && current == tombstone)
        {
            _tombstones.Remove(key);
        }
    }
}
