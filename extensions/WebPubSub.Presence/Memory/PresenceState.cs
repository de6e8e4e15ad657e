// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections.ObjectModel;
using System.Runtime.CompilerServices;
using WebPubSub.Presence.Stores;

namespace WebPubSub.Presence.Memory;

/// <summary>The presence of one hub, in the memory of this process.</summary>
/// <remarks>
/// Each event is one step under one lock. The event IDs of a connection decide between events that arrive in another order, and the number of the store's change
/// decides between an event and a listing that ran at the same time.
/// </remarks>
internal sealed class PresenceState : IDisposable
{
    private readonly TimeProvider _time;
    private readonly TimeSpan _gracePeriod;
    private readonly TimeSpan _lease;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private readonly HubScope _hub = new();
    private readonly Dictionary<string, GroupScope> _groups = new(StringComparer.Ordinal);
    private readonly PendingLeaves _pendingLeaves = new();
    private readonly Tombstones<string> _endedConnections = new(StringComparer.Ordinal);
    private readonly Tombstones<(string ConnectionId, string Group)> _endedMemberships = new();
    private readonly HashSet<string> _withoutConnected = new(StringComparer.Ordinal); // the open connections that a joined event has added
    private readonly LastSeenTimes _lastSeen;
    private readonly long _started;
    private long _changes;
    private long _lastSequence; // the highest sequence of a group that is gone: a later group of the same name continues above it

    public PresenceState(WebPubSubPresenceOptions options, TimeProvider time)
    {
        _time = time;
        _started = time.GetTimestamp();
        _gracePeriod = options.GracePeriod;
        _lease = options.ReconciliationPeriod * PresenceStore.LeasePeriods;
        _lastSeen = new LastSeenTimes(options.LastSeenRetention);
        _timer = time.CreateTimer(_ => EndGracePeriods(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Gets the name of the store's history.</summary>
    public string Epoch { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Adds a connection whose connected event has come.</summary>
    public void Connect(string connectionId, string? userId, bool isReserved = false)
    {
        lock (_gate)
        {
            if (_endedConnections.Find(connectionId) is not null)
            {
                return; // a late event
            }

            ConnectionEntry connection = _hub.FindConnection(connectionId) ?? AddConnection(connectionId, userId);
            Confirm(connection);
            _withoutConnected.Remove(connectionId);
            if (isReserved)
            {
                connection.SetReservedAtConnect();
            }
        }
    }

    /// <summary>Confirms that a connection is open.</summary>
    /// <returns>Whether its connected event has come, as far as the store can know.</returns>
    public bool Confirm(string connectionId, string? userId)
    {
        lock (_gate)
        {
            if (_endedConnections.Find(connectionId) is not null)
            {
                return true; // a late event
            }

            ConnectionEntry? known = _hub.FindConnection(connectionId);
            Confirm(known ?? AddConnection(connectionId, userId));
            return known is not null && !_withoutConnected.Contains(connectionId);
        }
    }

    /// <summary>Records that the first listing of the hub is complete. Connections that were open before have sent their connected event before, too.</summary>
    public void SetFirstListing()
    {
        lock (_gate)
        {
            _withoutConnected.Clear();
        }
    }

    /// <summary>Ends a connection and all its memberships.</summary>
    public void Disconnect(string connectionId)
    {
        lock (_gate)
        {
            End(connectionId);
        }
    }

    /// <summary>Adds a connection to a group, unless a later event has removed it.</summary>
    /// <param name="connectionId">The connection ID.</param>
    /// <param name="userId">The user ID; null for an anonymous connection.</param>
    /// <param name="group">The group.</param>
    /// <param name="eventId">The event ID; 0 if it is unknown.</param>
    public void Join(string connectionId, string? userId, string group, int eventId)
    {
        lock (_gate)
        {
            if (_endedConnections.Find(connectionId) is not null)
            {
                return;
            }

            ConnectionEntry? known = _hub.FindConnection(connectionId);
            ConnectionEntry connection = known ?? AddConnection(connectionId, userId);
            Confirm(connection);
            if (known is null)
            {
                _withoutConnected.Add(connectionId);
            }

            if (IsLater(eventId, _endedMemberships.Find((connectionId, group))?.EventId))
            {
                AddMembership(connection, group, eventId);
            }
        }
    }

    /// <summary>Removes a connection from a group, unless a later event has added it.</summary>
    /// <param name="connectionId">The connection ID.</param>
    /// <param name="group">The group.</param>
    /// <param name="eventId">The event ID; 0 if it is unknown.</param>
    public void Leave(string connectionId, string group, int eventId)
    {
        lock (_gate)
        {
            if (_endedConnections.Find(connectionId) is not null)
            {
                return;
            }

            if (_hub.FindConnection(connectionId) is { } connection && IndexOf(connection, group) is >= 0 and int index)
            {
                if (!IsLater(eventId, connection.Memberships[index].EventId))
                {
                    return;
                }

                RemoveMembership(connection, index);
            }

            if (IsLater(eventId, _endedMemberships.Find((connectionId, group))?.EventId))
            {
                _endedMemberships.Add((connectionId, group), new Tombstone(eventId, ++_changes, Now));
            }
        }
    }

    /// <summary>Sets whether the reserved group contains a connection.</summary>
    /// <param name="connectionId">The connection ID.</param>
    /// <param name="isReserved">Whether the group contains it.</param>
    /// <param name="eventId">The event ID; 0 if the service has answered a request.</param>
    public void SetReserved(string connectionId, bool isReserved, int eventId)
    {
        lock (_gate)
        {
            _hub.FindConnection(connectionId)?.SetReserved(isReserved, eventId);
        }
    }

    /// <returns>Whether the connection is open.</returns>
    public bool SetMetadata(string connectionId, IReadOnlyDictionary<string, string> metadata)
    {
        lock (_gate)
        {
            ConnectionEntry? connection = _hub.FindConnection(connectionId);
            if (connection is not null)
            {
                connection.Metadata = metadata.Count > 0 ? metadata : null;
            }

            return connection is not null;
        }
    }

    /// <summary>Returns the users of a group, or of the hub, in the order of their IDs.</summary>
    public PresentUser[] GetUsers(string? group)
    {
        PresentUser[] users;
        lock (_gate)
        {
            users = Find(group)?.ListUsers() ?? [];
        }

        return Sort(users);
    }

    /// <summary>Returns the connections of a group, or of the hub, in the order of their IDs.</summary>
    public PresentConnection[] GetConnections(string? group, string? userId)
    {
        PresentConnection[] connections;
        lock (_gate)
        {
            connections = [.. (Find(group)?.Connections ?? []).Where(connection => userId is null || connection.User?.Id == userId).Select(ToPresentConnection)];
        }

        Array.Sort(connections, static (first, second) => string.CompareOrdinal(first.ConnectionId, second.ConnectionId));
        return connections;
    }

    public bool IsOnline(string userId, string? group)
    {
        lock (_gate)
        {
            return _hub.FindUser(userId) is { } user && Find(group)?.CountOf(user) is not null;
        }
    }

    public PresenceCounts Count(string? group)
    {
        lock (_gate)
        {
            return Find(group) is { } scope ? new PresenceCounts(scope.UserCount, scope.ConnectionCount, scope.AnonymousCount) : default;
        }
    }

    public DateTimeOffset? GetLastSeen(string userId)
    {
        lock (_gate)
        {
            DateTimeOffset now = _time.GetUtcNow();
            return _hub.FindUser(userId) is not null ? now : _lastSeen.Find(userId, now);
        }
    }

    /// <summary>Watches a group, or the hub. The first item is a snapshot.</summary>
    public async IAsyncEnumerable<PresenceChange> WatchAsync(string? group, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var watcher = new Watcher();
        PresenceChange snapshot = Sort(Start(group, watcher));
        try
        {
            yield return snapshot;
            while (true)
            {
                PresenceChange next = await watcher.TakeAsync(cancellationToken).ConfigureAwait(false);
                yield return watcher.HasMissed ? Sort(TakeSnapshot(group, watcher)) : next;
            }
        }
        finally
        {
            Stop(group, watcher);
        }
    }

    /// <summary>Starts a listing.</summary>
    /// <returns>The number of the store's last change.</returns>
    public long BeginListing()
    {
        lock (_gate)
        {
            return _changes;
        }
    }

    /// <summary>Adds and confirms the connections of a listing. It skips those that ended after the listing began.</summary>
    /// <param name="group">The group; null for the hub.</param>
    /// <param name="began">The result of <see cref="BeginListing"/>.</param>
    /// <param name="members">The connections.</param>
    /// <returns>The number of connections or memberships that the store did not have.</returns>
    public int AddListed(string? group, long began, IEnumerable<WebPubSubGroupMember> members)
    {
        lock (_gate)
        {
            return members.Count(member => AddListed(group, began, member));
        }
    }

    /// <summary>Returns the connections that a complete listing does not contain, and that did not change since it began.</summary>
    /// <remarks>A connection that the reserved group does not contain is never missing in the listing of the hub.</remarks>
    public string[] FindMissing(string? group, long began, IReadOnlySet<string> listed)
    {
        lock (_gate)
        {
            return [.. (Find(group)?.Connections ?? []).Where(connection => !listed.Contains(connection.Id) && IsUnchanged(connection, group, began)).Select(connection => connection.Id)];
        }
    }

    /// <summary>Removes members of a group that two listings did not contain, unless they changed since the first listing began.</summary>
    /// <param name="group">The group.</param>
    /// <param name="began">The result of <see cref="BeginListing"/> for the first listing.</param>
    /// <param name="connectionIds">The connections.</param>
    /// <returns>The number of removed memberships.</returns>
    public int RemoveMissing(string group, long began, IEnumerable<string> connectionIds)
    {
        lock (_gate)
        {
            return FindUnchanged(group, began, connectionIds).Count(connection => RemoveMissing(connection, group));
        }
    }

    /// <summary>Records that the reserved group does not contain connections, unless they changed since the first listing of it began.</summary>
    /// <param name="began">The result of <see cref="BeginListing"/> for the first listing.</param>
    /// <param name="connectionIds">The connections that two listings did not contain.</param>
    public void UnreserveMissing(long began, IEnumerable<string> connectionIds)
    {
        lock (_gate)
        {
            foreach (ConnectionEntry connection in FindUnchanged(group: null, began, connectionIds))
            {
                connection.SetReserved(isReserved: false, eventId: 0);
            }
        }
    }

    /// <summary>Returns connections that the reserved group does not contain.</summary>
    public string[] GetUnreserved(int max)
    {
        lock (_gate)
        {
            return [.. _hub.Connections.Where(connection => !connection.IsReserved).Take(max).Select(connection => connection.Id)];
        }
    }

    /// <summary>Removes connections whose lease had ended at a time, and old records of connections and users who are gone.</summary>
    /// <param name="time">The time, of <see cref="GetTime"/>.</param>
    /// <returns>The number of removed connections.</returns>
    public int RemoveExpired(long time)
    {
        lock (_gate)
        {
            _endedConnections.RemoveExpired(Now);
            _endedMemberships.RemoveExpired(Now);
            _lastSeen.RemoveExpired(_time.GetUtcNow());
            ConnectionEntry[] expired = [.. _hub.Connections.Where(connection => connection.LeaseEnd.Ticks <= time)];
            Array.ForEach(expired, Remove); // without a tombstone: an event or a listing can show that the connection is open
            return expired.Length;
        }
    }

    /// <summary>Returns the time on the clock of the store.</summary>
    public long GetTime() => Now.Ticks;

    public void Dispose() => _timer.Dispose();

    // The time since the start. Changes of the system clock do not change it.
    private TimeSpan Now => _time.GetElapsedTime(_started);

    private Scope? Find(string? group) => group is null ? _hub : _groups.GetValueOrDefault(group);

    private static bool IsLater(int eventId, int? previous) => eventId == 0 || eventId > (previous ?? 0);

    private static PresentConnection ToPresentConnection(ConnectionEntry connection) => new(
        connection.Id, connection.User?.Id, connection.Since, connection.Metadata ?? ReadOnlyDictionary<string, string>.Empty);

    private void Confirm(ConnectionEntry connection)
    {
        connection.ChangedAt = ++_changes;
        connection.LeaseEnd = Now + _lease;
    }

    private ConnectionEntry AddConnection(string connectionId, string? userId)
    {
        DateTimeOffset now = _time.GetUtcNow();
        UserEntry? user = string.IsNullOrEmpty(userId) ? null : _hub.FindUser(userId) ?? new UserEntry(userId, now);
        var connection = new ConnectionEntry(connectionId, user, now);
        _hub.Add(connection);
        Enter(_hub, user);
        return connection;
    }

    private void End(string connectionId)
    {
        if (_hub.FindConnection(connectionId) is { } connection)
        {
            Remove(connection);
        }

        _endedConnections.Add(connectionId, new Tombstone(0, ++_changes, Now));
    }

    private void Remove(ConnectionEntry connection)
    {
        for (int last = connection.Memberships.Length - 1; last >= 0; last--)
        {
            RemoveMembership(connection, last);
        }

        _hub.Remove(connection);
        _withoutConnected.Remove(connection.Id);
        Exit(_hub, connection.User);
    }

    private bool AddMembership(ConnectionEntry connection, string group, int eventId)
    {
        if (!_groups.TryGetValue(group, out GroupScope? scope))
        {
            _groups[group] = scope = new GroupScope(group, _lastSequence);
        }

        int index = connection.IndexOf(scope);
        if (index >= 0)
        {
            Membership membership = connection.Memberships[index];
            connection.Replace(index, membership with { EventId = Math.Max(eventId, membership.EventId), ChangedAt = ++_changes });
            return false;
        }

        connection.Add(new Membership(scope, scope.Add(connection), eventId, ++_changes));
        _endedMemberships.Remove((connection.Id, group));
        Enter(scope, connection.User);
        return true;
    }

    private void RemoveMembership(ConnectionEntry connection, int index)
    {
        Membership membership = connection.Memberships[index];
        connection.RemoveAt(index);
        membership.Group.RemoveAt(membership.Index);
        Exit(membership.Group, connection.User);
        RemoveIfEmpty(membership.Group);
    }

    private void RemoveIfEmpty(Scope scope)
    {
        if (scope is GroupScope { IsEmpty: true } group)
        {
            _groups.Remove(group.Name);
            _lastSequence = Math.Max(_lastSequence, group.Sequence);
        }
    }

    private void Enter(Scope scope, UserEntry? user)
    {
        if (user is null)
        {
            return;
        }

        int? connections = scope.Increment(user);
        if (connections is null)
        {
            scope.Announce(PresenceChangeKind.Joined, user, Epoch);
        }
        else if (connections == 0)
        {
            _pendingLeaves.Cancel(scope, user);
        }
    }

    private void Exit(Scope scope, UserEntry? user)
    {
        if (user is null)
        {
            return;
        }

        if (scope.Decrement(user) == 0)
        {
            bool isFirst = _pendingLeaves.Next is null;
            _pendingLeaves.Add(scope, user, Now + _gracePeriod);
            if (_gracePeriod == TimeSpan.Zero)
            {
                TakeLeaves();
            }
            else if (isFirst)
            {
                _timer.Change(_gracePeriod, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void EndGracePeriods()
    {
        lock (_gate)
        {
            TakeLeaves();
            if (_pendingLeaves.Next is { } next)
            {
                TimeSpan wait = next - Now;
                _timer.Change(wait > TimeSpan.FromMilliseconds(1) ? wait : TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void TakeLeaves()
    {
        TimeSpan now = Now;
        while (_pendingLeaves.TryTake(now, out Scope scope, out UserEntry user, out TimeSpan due))
        {
            scope.Remove(user);
            scope.Announce(PresenceChangeKind.Left, user, Epoch);
            RemoveIfEmpty(scope);
            if (scope == _hub)
            {
                _lastSeen.Add(user.Id, _time.GetUtcNow() - (now - due) - _gracePeriod);
            }
        }
    }

    private bool AddListed(string? group, long began, WebPubSubGroupMember member)
    {
        string id = member.ConnectionId;
        if (_endedConnections.Find(id)?.ChangedAt > began || (group is not null && _endedMemberships.Find((id, group))?.ChangedAt > began))
        {
            return false;
        }

        _endedConnections.Remove(id);
        ConnectionEntry? known = _hub.FindConnection(id);
        ConnectionEntry connection = known ?? AddConnection(id, member.UserId);
        connection.LeaseEnd = Now + _lease;
        if (group is null)
        {
            connection.SetReserved(isReserved: true, eventId: 0);
        }

        return group is null ? known is null : IndexOf(connection, group) < 0 && AddMembership(connection, group, eventId: 0);
    }

    private int IndexOf(ConnectionEntry connection, string group) => _groups.TryGetValue(group, out GroupScope? scope) ? connection.IndexOf(scope) : -1;

    private bool IsUnchanged(ConnectionEntry connection, string? group, long began) => group is null
        ? connection.IsReserved && connection.ChangedAt <= began
        : IndexOf(connection, group) is >= 0 and int index && connection.Memberships[index].ChangedAt <= began;

    private ConnectionEntry[] FindUnchanged(string? group, long began, IEnumerable<string> connectionIds) =>
        [.. connectionIds.Select(_hub.FindConnection).OfType<ConnectionEntry>().Where(connection => IsUnchanged(connection, group, began))];

    private bool RemoveMissing(ConnectionEntry connection, string group)
    {
        int index = IndexOf(connection, group);
        int eventId = connection.Memberships[index].EventId;
        RemoveMembership(connection, index);
        _endedMemberships.Add((connection.Id, group), new Tombstone(eventId, ++_changes, Now));
        return true;
    }

    private PresenceChange Start(string? group, Watcher watcher)
    {
        lock (_gate)
        {
            if (group is not null)
            {
                _groups.TryAdd(group, new GroupScope(group, _lastSequence));
            }

            Scope scope = Find(group)!;
            scope.Add(watcher);
            return Snapshot(scope);
        }
    }

    private PresenceChange TakeSnapshot(string? group, Watcher watcher)
    {
        lock (_gate)
        {
            watcher.Clear();
            return Snapshot(Find(group)!);
        }
    }

    private PresenceChange Snapshot(Scope scope) => new(PresenceChangeKind.Snapshot, scope.ListUsers(), Epoch, scope.Sequence);

    private static PresenceChange Sort(PresenceChange snapshot) => snapshot with { Users = Sort([.. snapshot.Users]) };

    private static PresentUser[] Sort(PresentUser[] users)
    {
        Array.Sort(users, static (first, second) => string.CompareOrdinal(first.UserId, second.UserId));
        return users;
    }

    private void Stop(string? group, Watcher watcher)
    {
        lock (_gate)
        {
            Scope scope = Find(group)!;
            scope.Remove(watcher);
            RemoveIfEmpty(scope);
        }
    }
}
