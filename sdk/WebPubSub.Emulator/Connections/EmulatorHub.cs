// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator.Filters;
using WebPubSub.Emulator.GroupStates;
using WebPubSub.Emulator.Messages;

namespace WebPubSub.Emulator.Connections;

/// <summary>The connections of one hub, by id, user and group. Its lock is never held while anything is sent.</summary>
internal sealed class EmulatorHub
{
    private const int Many = 32; // fewer are faster written to at once than by another thread

    /// <summary>The most groups that a client may join; the service names no limit, and a client must not fill the process.</summary>
    public const int MaxGroups = 10_000;

    private readonly Action<ClientConnection, string, string> _groupChanged;
    private readonly ChangeSignal _changes;
    private readonly Lock _gate = new();
    private readonly MemberSet _connections = new();
    private readonly Dictionary<string, MemberSet> _users = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MemberSet> _groups = new(StringComparer.Ordinal);

    /// <param name="name">Its name, in lower case.</param>
    /// <param name="groupChanged">Hears of each connection that joined or left a group while it was connected; not of those it starts in.</param>
    /// <param name="time">The clock.</param>
    /// <param name="changes">Told of each change.</param>
    public EmulatorHub(string name, Action<ClientConnection, string, string> groupChanged, TimeProvider time, ChangeSignal changes)
    {
        Name = name;
        States = new GroupStateTable(this, time);
        _groupChanged = groupChanged;
        _changes = changes;
    }

    public string Name { get; }

    public GroupStateTable States { get; }

    public void Add(ClientConnection connection, IEnumerable<string> groups)
    {
        lock (_gate)
        {
            _connections.Add(connection);
            if (!string.IsNullOrEmpty(connection.UserId))
            {
                AddTo(_users, connection.UserId, connection);
            }

            foreach (string group in groups)
            {
                JoinLocked(connection, group);
            }
        }

        _changes.Raise();
    }

    public void Remove(ClientConnection connection)
    {
        lock (_gate)
        {
            _connections.Remove(connection);
            if (!string.IsNullOrEmpty(connection.UserId))
            {
                RemoveFrom(_users, connection.UserId, connection);
            }
        }

        LeaveAll(connection);
        _changes.Raise();
    }

    /// <summary>Puts a connection into a group, unless it has just ended.</summary>
    public void Join(ClientConnection connection, string group)
    {
        bool joined;
        lock (_gate)
        {
            joined = _connections.Find(connection.Id) == connection && JoinLocked(connection, group);
        }

        if (joined)
        {
            _changes.Raise();
            _groupChanged(connection, group, "joined");
        }
    }

    public void Leave(ClientConnection connection, string group)
    {
        bool left;
        lock (_gate)
        {
            left = connection.Groups.Remove(group);
            if (left)
            {
                RemoveFrom(_groups, group, connection);
            }
        }

        if (left)
        {
            Left(connection, group);
        }
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

    /// <summary>The connections as they are now.</summary>
    public EmulatorConnection[] Inspect()
    {
        lock (_gate)
        {
            return [.. _connections.Snapshot.Select(InspectLocked)];
        }
    }

    /// <summary>A connection as it is now.</summary>
    public EmulatorConnection Inspect(ClientConnection connection)
    {
        lock (_gate)
        {
            return InspectLocked(connection);
        }
    }

    /// <summary>Those of a snapshot that a filter chooses; all without one.</summary>
    public ClientConnection[] Matching(ClientConnection[] connections, FilterExpression? filter)
    {
        if (filter is null)
        {
            return connections;
        }

        lock (_gate) // the groups of a connection belong to its hub
        {
            return [.. connections.Where(connection => filter.Is(
                new FilterTarget(connection.Id, connection.UserId, connection.Groups, connection.Subprotocol)))];
        }
    }

    public void LeaveAll(ClientConnection connection)
    {
        string[] groups;
        lock (_gate)
        {
            groups = [.. connection.Groups];
            foreach (string group in groups)
            {
                RemoveFrom(_groups, group, connection);
            }

            connection.Groups.Clear();
        }

        foreach (string group in groups)
        {
            Left(connection, group);
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

    public ClientConnection[] OfUser(string userId) => SnapshotOf(_users, userId);

    public ClientConnection[] InGroup(string group) => SnapshotOf(_groups, group);

    /// <returns>Whether there was anyone to send to.</returns>
    public static bool Send(ClientConnection[] connections, Delivery delivery, IReadOnlySet<string> excluded)
    {
        if (connections.Length == 0 || (excluded.Count > 0 && connections.All(connection => excluded.Contains(connection.Id))))
        {
            return false;
        }

        connections[0].Trace.Add(EmulatorMessage.To(connections, excluded, delivery));
        bool areMany = connections.Length >= Many;
        foreach (ClientConnection connection in connections)
        {
            if (excluded.Count == 0 || !excluded.Contains(connection.Id))
            {
                connection.Deliver(delivery, areMany);
            }
        }

        return true;
    }

    private static EmulatorConnection InspectLocked(ClientConnection connection) =>
        new(connection, [.. connection.Groups.Order(StringComparer.Ordinal)], connection.CountBuffered());

    private void Left(ClientConnection connection, string group)
    {
        States.Leave(connection, group);
        _changes.Raise();
        _groupChanged(connection, group, "left");
    }

    private bool JoinLocked(ClientConnection connection, string group)
    {
        bool joined = connection.Groups.Add(group);
        if (joined)
        {
            AddTo(_groups, group, connection);
        }

        return joined;
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
