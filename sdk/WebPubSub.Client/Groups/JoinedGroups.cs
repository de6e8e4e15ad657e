// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client.Groups;

/// <summary>The groups that the client has joined and not left. A new connection rejoins them.</summary>
internal sealed class JoinedGroups
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, GroupMembership> _groups = new(StringComparer.Ordinal);

    public GroupMembership[] All
    {
        get
        {
            lock (_gate)
            {
                return [.. _groups.Values];
            }
        }
    }

    public void Add(string group)
    {
        lock (_gate)
        {
            _groups.TryAdd(group, new GroupMembership(group));
        }
    }

    public void Remove(string group)
    {
        lock (_gate)
        {
            _groups.Remove(group);
        }
    }

    /// <summary>Changes the membership of a joined group. Ignores a group that only the server added the client to.</summary>
    public void Update(string group, Func<GroupMembership, GroupMembership> change)
    {
        lock (_gate)
        {
            if (_groups.TryGetValue(group, out GroupMembership? membership))
            {
                _groups[group] = change(membership);
            }
        }
    }
}
