// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Presence.Memory;

/// <summary>The users of the hub or of a group, and their watchers. The lock of its store protects it.</summary>
internal abstract class Scope(long sequence)
{
    private readonly List<Watcher> _watchers = [];

    /// <summary>Gets the number of the last change of the users.</summary>
    public long Sequence { get; private set; } = sequence;

    public bool HasWatchers => _watchers.Count > 0;

    /// <summary>Gets the users who are online, with the numbers of their connections.</summary>
    public abstract IEnumerable<KeyValuePair<UserEntry, int>> Users { get; }

    public abstract int UserCount { get; }

    public abstract IEnumerable<ConnectionEntry> Connections { get; }

    public abstract int ConnectionCount { get; }

    public abstract int AnonymousCount { get; }

    /// <returns>The number of connections of a user who is online; null for another user.</returns>
    public abstract int? CountOf(UserEntry user);

    /// <summary>Adds a connection to the count of a user.</summary>
    /// <returns>The number of connections before; null for a user who was not online.</returns>
    public abstract int? Increment(UserEntry user);

    /// <summary>Removes a connection from the count of a user.</summary>
    /// <returns>The number of connections that are left.</returns>
    public abstract int Decrement(UserEntry user);

    public abstract void Remove(UserEntry user);

    public void Add(Watcher watcher) => _watchers.Add(watcher);

    public void Remove(Watcher watcher) => _watchers.Remove(watcher);

    public void Announce(PresenceChangeKind kind, UserEntry user, string epoch)
    {
        Sequence++;
        if (_watchers.Count > 0)
        {
            var change = new PresenceChange(kind, [ToPresentUser(user, CountOf(user) ?? 0)], epoch, Sequence);
            _watchers.ForEach(watcher => watcher.Add(change));
        }
    }

    /// <summary>Returns the users without an order, because sorting takes too long inside the lock.</summary>
    public PresentUser[] ListUsers() => [.. Users.Select(user => ToPresentUser(user.Key, user.Value))];

    private static PresentUser ToPresentUser(UserEntry user, int connections) => new(user.Id, connections, user.Since);
}
