// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Presence.Memory;

/// <summary>The users and connections of the hub.</summary>
internal sealed class HubScope() : Scope(sequence: 0)
{
    private readonly Dictionary<string, UserEntry> _users = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ConnectionEntry> _connections = new(StringComparer.Ordinal);
    private int _anonymous;

    public override IEnumerable<KeyValuePair<UserEntry, int>> Users => _users.Values.Select(user => KeyValuePair.Create(user, user.Connections));

    public override int UserCount => _users.Count;

    public override IEnumerable<ConnectionEntry> Connections => _connections.Values;

    public override int ConnectionCount => _connections.Count;

    public override int AnonymousCount => _anonymous;

    public UserEntry? FindUser(string userId) => _users.GetValueOrDefault(userId);

    public ConnectionEntry? FindConnection(string connectionId) => _connections.GetValueOrDefault(connectionId);

    public void Add(ConnectionEntry connection)
    {
        _connections.Add(connection.Id, connection);
        _anonymous += connection.User is null ? 1 : 0;
    }

    public void Remove(ConnectionEntry connection)
    {
        _connections.Remove(connection.Id);
        _anonymous -= connection.User is null ? 1 : 0;
    }

    public override int? CountOf(UserEntry user) => user.IsOnline ? user.Connections : null;

    public override int? Increment(UserEntry user)
    {
        if (user.IsOnline)
        {
            return user.Connections++;
        }

        _users.Add(user.Id, user);
        user.IsOnline = true;
        user.Connections = 1;
        return null;
    }

    public override int Decrement(UserEntry user) => --user.Connections;

    public override void Remove(UserEntry user)
    {
        _users.Remove(user.Id);
        user.IsOnline = false;
    }
}
