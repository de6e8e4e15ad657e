// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator.Connections;
using WebPubSub.Emulator.Filters;
using WebPubSub.Emulator.Messages;
using WebPubSub.Emulator.Observation;

namespace WebPubSub.Emulator.Hubs;

/// <summary>The connections of one hub, by ID, user and group. Its lock is never held while a message is sent.</summary>
internal sealed class EmulatorHub
{
    private const int MinBroadcastConnections = 32; // for fewer connections, a direct write is faster than a write by another thread

    private const string Connected = "connected";
    private const string Joined = "joined";
    private const string Left = "left";

    /// <summary>The maximum number of groups that a client can join. The service documents no limit, but a client must not fill the memory.</summary>
    public const int MaxGroups = 10_000;

    private readonly IConnectionListener _listener;
    private readonly IEmulatorObserver _observer;
    private readonly Lock _gate = new();
    private readonly MemberSet _connections = new();
    private readonly Dictionary<string, MemberSet> _users = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MemberSet> _groups = new(StringComparer.Ordinal);

    /// <param name="name">The name of the hub, in lower case.</param>
    /// <param name="listener">The listener for the connections of this hub.</param>
    /// <param name="environment">The limits and services that all connections share.</param>
    public EmulatorHub(string name, IConnectionListener listener, ConnectionEnvironment environment)
    {
        Name = name;
        States = new GroupStateTable(this, environment.Time);
        _listener = listener;
        _observer = environment.Observer;
    }

    public string Name { get; }

    public GroupStateTable States { get; }

    /// <summary>Adds a connection with its initial groups, and raises their events.</summary>
    public void Add(ClientConnection connection, IEnumerable<string> groups)
    {
        List<ConnectionChange> changes = [];
        lock (_gate)
        {
            _connections.Add(connection);
            if (!string.IsNullOrEmpty(connection.UserId))
            {
                AddTo(_users, connection.UserId, connection);
            }

            NumberLocked(connection, Connected, group: null, changes);
            foreach (string group in groups)
            {
                JoinLocked(connection, group, changes);
            }
        }

        _observer.StateChanged();
        Announce(changes);
    }

    public void Remove(ClientConnection connection)
    {
        string[] groups;
        List<ConnectionChange> changes = [];
        lock (_gate)
        {
            _connections.Remove(connection);
            if (!string.IsNullOrEmpty(connection.UserId))
            {
                RemoveFrom(_users, connection.UserId, connection);
            }

            groups = LeaveAllLocked(connection, changes);
        }

        AnnounceLeft(connection, groups, changes);
        _observer.StateChanged();
    }

    /// <summary>Adds a connection to a group, unless the connection has just ended.</summary>
    public void Join(ClientConnection connection, string group)
    {
        List<ConnectionChange> changes = [];
        bool joined;
        lock (_gate)
        {
            joined = _connections.Find(connection.Id) == connection && JoinLocked(connection, group, changes);
        }

        if (joined)
        {
            _observer.StateChanged();
            Announce(changes);
        }
    }

    public void Leave(ClientConnection connection, string group)
    {
        List<ConnectionChange> changes = [];
        bool left;
        lock (_gate)
        {
            left = LeaveLocked(connection, group, changes);
        }

        if (left)
        {
            AnnounceLeft(connection, [group], changes);
        }
    }

    public void LeaveAll(ClientConnection connection)
    {
        string[] groups;
        List<ConnectionChange> changes = [];
        lock (_gate)
        {
            groups = LeaveAllLocked(connection, changes);
        }

        AnnounceLeft(connection, groups, changes);
    }

    public ClientConnection? Find(string connectionId)
    {
        lock (_gate)
        {
            return _connections.Find(connectionId);
        }
    }

    public ClientConnection[] All()
    {
        lock (_gate)
        {
            return _connections.Snapshot;
        }
    }

    /// <summary>Returns the current state of all connections.</summary>
    public EmulatorConnection[] Inspect()
    {
        lock (_gate)
        {
            return [.. _connections.Snapshot.Select(InspectLocked)];
        }
    }

    /// <summary>Returns the current state of a connection.</summary>
    public EmulatorConnection Inspect(ClientConnection connection)
    {
        lock (_gate)
        {
            return InspectLocked(connection);
        }
    }

    /// <summary>Returns the connections that match a filter, or all connections if there is no filter.</summary>
    public ClientConnection[] FilterConnections(ClientConnection[] connections, FilterExpression? filter)
    {
        if (filter is null)
        {
            return connections;
        }

        lock (_gate) // it protects the groups of all connections
        {
            return [.. connections.Where(connection => filter.Is(
                new FilterTarget(connection.Id, connection.UserId, connection.Groups, connection.Subprotocol)))];
        }
    }

    public int CountGroups(ClientConnection connection)
    {
        lock (_gate)
        {
            return connection.Groups.Count;
        }
    }

    public bool IsMember(ClientConnection connection, string group)
    {
        lock (_gate)
        {
            return connection.Groups.Contains(group);
        }
    }

    public ClientConnection[] GetUserConnections(string userId) => SnapshotOf(_users, userId);

    public ClientConnection[] GetGroupConnections(string group) => SnapshotOf(_groups, group);

    /// <summary>Sends a message to connections of this hub.</summary>
    /// <returns>Whether the message had a recipient.</returns>
    public bool Send(ClientConnection[] connections, Delivery delivery, IReadOnlySet<string> excluded)
    {
        if (connections.Length == 0 || (excluded.Count > 0 && connections.All(connection => excluded.Contains(connection.Id))))
        {
            return false;
        }

        _observer.Add(EmulatorMessage.To(connections, excluded, delivery.Message));
        bool isBroadcast = connections.Length >= MinBroadcastConnections;
        foreach (ClientConnection connection in connections)
        {
            if (excluded.Count == 0 || !excluded.Contains(connection.Id))
            {
                connection.Link.Deliver(delivery, isBroadcast);
            }
        }

        return true;
    }

    private static EmulatorConnection InspectLocked(ClientConnection connection) => new(connection, connection.Permissions, connection.Link.Buffered)
    {
        Subprotocol = connection.Subprotocol,
        OpenedAt = connection.OpenedAt,
        Groups = [.. connection.Groups.Order(StringComparer.Ordinal)],
        IsDetached = connection.Link.IsDetached,
    };

    private void AnnounceLeft(ClientConnection connection, string[] groups, List<ConnectionChange> changes)
    {
        foreach (string group in groups)
        {
            States.Leave(connection, group);
            _observer.StateChanged();
        }

        Announce(changes);
    }

    private void Announce(List<ConnectionChange> changes) => changes.ForEach(_listener.OnChanged);

    private bool JoinLocked(ClientConnection connection, string group, List<ConnectionChange> changes)
    {
        bool joined = connection.Groups.Add(group);
        if (joined)
        {
            AddTo(_groups, group, connection);
            NumberLocked(connection, Joined, group, changes);
        }

        return joined;
    }

    private bool LeaveLocked(ClientConnection connection, string group, List<ConnectionChange> changes)
    {
        bool left = connection.Groups.Remove(group);
        if (left)
        {
            RemoveFrom(_groups, group, connection);
            NumberLocked(connection, Left, group, changes);
        }

        return left;
    }

    private string[] LeaveAllLocked(ClientConnection connection, List<ConnectionChange> changes)
    {
        string[] groups = [.. connection.Groups];
        foreach (string group in groups)
        {
            LeaveLocked(connection, group, changes);
        }

        return groups;
    }

    private void NumberLocked(ClientConnection connection, string change, string? group, List<ConnectionChange> changes)
    {
        if (_listener.TakeEventId(connection, change, group) is { } eventId)
        {
            changes.Add(new ConnectionChange(connection, change, group, eventId));
        }
    }

    private ClientConnection[] SnapshotOf(Dictionary<string, MemberSet> sets, string key)
    {
        lock (_gate)
        {
            return sets.TryGetValue(key, out MemberSet? set) ? set.Snapshot : [];
        }
    }

    private static void AddTo(Dictionary<string, MemberSet> sets, string key, ClientConnection connection)
    {
        if (!sets.TryGetValue(key, out MemberSet? set))
        {
            sets[key] = set = new MemberSet();
        }

        set.Add(connection);
    }

    private static void RemoveFrom(Dictionary<string, MemberSet> sets, string key, ClientConnection connection)
    {
        if (!sets.TryGetValue(key, out MemberSet? set))
        {
            return;
        }

        set.Remove(connection);
        if (set.Count == 0)
        {
            sets.Remove(key);
        }
    }
}
