// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Presence.Reconciliation;

/// <summary>The groups that this process watches. They are asked for as long as they are watched.</summary>
internal sealed class WatchedGroups
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _watchers = new(StringComparer.Ordinal);

    public void Add(string group)
    {
        lock (_gate)
        {
            _watchers[group] = _watchers.GetValueOrDefault(group) + 1;
        }
    }

    public void Remove(string group)
    {
        lock (_gate)
        {
            if (--_watchers[group] == 0)
            {
                _watchers.Remove(group);
            }
        }
    }

    public string[] Get()
    {
        lock (_gate)
        {
            return [.. _watchers.Keys];
        }
    }
}
