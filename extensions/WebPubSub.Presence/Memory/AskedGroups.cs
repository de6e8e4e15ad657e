// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Presence.Stores;

namespace WebPubSub.Presence.Memory;

/// <summary>The groups that the application has asked for. Only they are compared with the service.</summary>
internal sealed class AskedGroups(int max, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (TimeSpan AskedAt, bool IsListed)> _groups = new(StringComparer.Ordinal);
    private readonly long _started = time.GetTimestamp();
    private bool _isHubListed;

    // The time since the start. Changes of the system clock do not change it.
    private TimeSpan Now => time.GetElapsedTime(_started);

    /// <summary>Records that a group was asked for.</summary>
    /// <returns>Whether a listing of the group has completed.</returns>
    public bool Ask(string? group)
    {
        lock (_gate)
        {
            if (group is null)
            {
                return _isHubListed;
            }

            bool isListed = _groups.TryGetValue(group, out (TimeSpan AskedAt, bool IsListed) known) && known.IsListed;
            if (_groups.Count >= max && !_groups.ContainsKey(group))
            {
                _groups.Remove(_groups.MinBy(pair => pair.Value.AskedAt).Key);
            }

            _groups[group] = (Now, isListed);
            return isListed;
        }
    }

    /// <summary>Records that a listing of a group is complete.</summary>
    /// <returns>Whether it is the first one.</returns>
    public bool SetListed(string? group)
    {
        lock (_gate)
        {
            if (group is null)
            {
                bool isFirst = !_isHubListed;
                _isHubListed = true;
                return isFirst;
            }

            if (!_groups.TryGetValue(group, out (TimeSpan AskedAt, bool IsListed) known) || known.IsListed)
            {
                return false; // it was dropped during the listing, or listed before
            }

            _groups[group] = known with { IsListed = true };
            return true;
        }
    }

    /// <summary>Forgets the groups that were not asked for recently, and returns the others.</summary>
    public string[] Get()
    {
        lock (_gate)
        {
            TimeSpan oldest = Now - PresenceStore.AskedAge;
            foreach (string group in _groups.Where(pair => pair.Value.AskedAt < oldest).Select(pair => pair.Key).ToArray())
            {
                _groups.Remove(group);
            }

            return [.. _groups.Keys];
        }
    }
}
