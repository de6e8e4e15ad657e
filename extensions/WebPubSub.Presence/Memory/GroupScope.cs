// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;

namespace WebPubSub.Presence.Memory;

/// <summary>The users and connections of a group.</summary>
internal sealed class GroupScope(string name, long sequence) : Scope(sequence)
{
    private readonly Dictionary<UserEntry, int> _users = [];
    private ConnectionEntry[] _members = [];
    private int _count;
    private int _anonymous;

    public string Name { get; } = name;

    public bool IsEmpty => _count == 0 && _users.Count == 0 && !HasWatchers;

    public override IEnumerable<KeyValuePair<UserEntry, int>> Users => _users;

    public override int UserCount => _users.Count;

    public override IEnumerable<ConnectionEntry> Connections => _members.Take(_count);

    public override int ConnectionCount => _count;

    public override int AnonymousCount => _anonymous;

    /// <returns>The position of the connection.</returns>
    public int Add(ConnectionEntry connection)
    {
        if (_count == _members.Length)
        {
            Array.Resize(ref _members, _count + 1 + (_count / 4));
        }

        _members[_count] = connection;
        _anonymous += connection.User is null ? 1 : 0;
        return _count++;
    }

    /// <summary>Removes the connection at a position. The last connection takes its position.</summary>
    public void RemoveAt(int index)
    {
        _anonymous -= _members[index].User is null ? 1 : 0;
        ConnectionEntry last = _members[--_count];
        _members[_count] = null!;
        if (index < _count)
        {
            _members[index] = last;
            int membership = last.IndexOf(this);
            last.Replace(membership, last.Memberships[membership] with { Index = index });
        }

        if (_count < _members.Length / 2)
        {
            Array.Resize(ref _members, _count + (_count / 4));
        }
    }

    public override int? CountOf(UserEntry user) => _users.TryGetValue(user, out int connections) ? connections : null;

    public override int? Increment(UserEntry user)
    {
        ref int connections = ref CollectionsMarshal.GetValueRefOrAddDefault(_users, user, out bool isOnline);
        connections++;
        return isOnline ? connections - 1 : null;
    }

    public override int Decrement(UserEntry user) => --CollectionsMarshal.GetValueRefOrNullRef(_users, user);

    public override void Remove(UserEntry user) => _users.Remove(user);
}
