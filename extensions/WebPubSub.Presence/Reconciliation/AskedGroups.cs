// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Presence.Reconciliation;

/// <summary>The groups that the application has asked for. Only they are compared with the service.</summary>
internal sealed class AskedGroups(int max, TimeProvider time)
{
    private static readonly TimeSpan Age = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _groups = new(StringComparer.Ordinal);

    /// <summary>Records that a group was asked for.</summary>
    /// <returns>Whether a comparison of the group has completed.</returns>
    public bool Ask(string group)
    {
        lock (_gate)
        {
            Entry entry = Open(group);
            entry.AskedAt = time.GetUtcNow();
            return entry.IsListed;
        }
    }

    public void SetListed(string group)
    {
        lock (_gate)
        {
            Open(group).IsListed = true;
        }
    }

    /// <summary>Keeps a group until <see cref="RemoveWatcher"/>.</summary>
    public void AddWatcher(string group)
    {
        lock (_gate)
        {
            Open(group).Watchers++;
        }
    }

    public void RemoveWatcher(string group)
    {
        lock (_gate)
        {
            Open(group).Watchers--;
        }
    }

    /// <summary>Drops groups that were not asked for recently, and returns the others.</summary>
    public string[] Take()
    {
        lock (_gate)
        {
            DateTimeOffset oldest = time.GetUtcNow() - Age;
            foreach (string group in _groups.Where(pair => pair.Value.Watchers == 0 && pair.Value.AskedAt < oldest).Select(pair => pair.Key).ToArray())
            {
                _groups.Remove(group);
            }

            return [.. _groups.Keys];
        }
    }

    private Entry Open(string group)
    {
        if (_groups.TryGetValue(group, out Entry? entry))
        {
            return entry;
        }

        if (_groups.Count >= max)
        {
            _groups.Remove(_groups.MinBy(pair => (pair.Value.Watchers > 0, pair.Value.AskedAt)).Key);
        }

        return _groups[group] = new Entry { AskedAt = time.GetUtcNow() };
    }

    private sealed class Entry
    {
        public DateTimeOffset AskedAt { get; set; }

        public bool IsListed { get; set; }

        public int Watchers { get; set; }
    }
}
