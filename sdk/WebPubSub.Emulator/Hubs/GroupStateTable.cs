// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text;
using WebPubSub.Emulator.Connections;
using WebPubSub.Emulator.Messages;
using WebPubSub.Protocol;

namespace WebPubSub.Emulator.Hubs;

/// <summary>The states that the members of a hub's groups share with each other. See docs/protocols/client-protocols.md#15-group-states-preview.</summary>
/// <remarks>Its lock is taken before the lock of the hub, and is never held while a message is sent.</remarks>
internal sealed class GroupStateTable(EmulatorHub hub, TimeProvider time)
{
    private const int MaxStateBytes = 512;
    private const int MaxSnapshotItems = 200;

    private static readonly HashSet<string> NoExclusions = [];

    private readonly Lock _gate = new();
    private readonly Dictionary<string, SharedGroup> _groups = new(StringComparer.Ordinal);

    public AckMessageError? Set(ClientConnection connection, SetGroupStateMessage message)
    {
        if (message.State?.Sum(pair => Encoding.UTF8.GetByteCount(pair.Key) + Encoding.UTF8.GetByteCount(pair.Value)) > MaxStateBytes)
        {
            return new AckMessageError(AckMessageError.BadRequest, $"The state is longer than {MaxStateBytes} bytes.");
        }

        GroupStateItem item;
        ClientConnection[] subscribers;
        lock (_gate)
        {
            if (!hub.IsMember(connection, message.Group))
            {
                return NotAMember(message.Group);
            }

            (item, subscribers) = Change(connection, message.Group, message.State);
        }

        SendUpdate(message.Group, item, subscribers);
        return null;
    }

    public AckMessageError? Subscribe(ClientConnection connection, string group)
    {
        lock (_gate)
        {
            if (!hub.IsMember(connection, group))
            {
                return NotAMember(group);
            }

            Open(group).Subscribers.Add(connection);
            return null;
        }
    }

    /// <summary>Returns a message with the current states of a group, for a new subscriber.</summary>
    public Delivery TakeSnapshot(string group)
    {
        lock (_gate)
        {
            GroupStateItem[] items = _groups.TryGetValue(group, out SharedGroup? shared)
                ? [.. shared.Items.Values.OrderBy(item => item.ConnectionId, StringComparer.Ordinal).Take(MaxSnapshotItems)]
                : [];
            return new Delivery(new GroupStateSnapshotMessage(group, items));
        }
    }

    public void Unsubscribe(ClientConnection connection, string group)
    {
        lock (_gate)
        {
            if (_groups.TryGetValue(group, out SharedGroup? shared))
            {
                shared.Subscribers.Remove(connection);
                CloseIfEmpty(group, shared);
            }
        }
    }

    /// <summary>Removes the state of a connection that has left a group for any reason, and its subscription.</summary>
    public void Leave(ClientConnection connection, string group)
    {
        GroupStateItem item;
        ClientConnection[] subscribers;
        lock (_gate)
        {
            if (!_groups.TryGetValue(group, out SharedGroup? shared))
            {
                return;
            }

            shared.Subscribers.Remove(connection);
            if (!shared.Items.ContainsKey(connection.Id))
            {
                CloseIfEmpty(group, shared);
                return;
            }

            (item, subscribers) = Change(connection, group, state: null);
        }

        SendUpdate(group, item, subscribers);
    }

    private (GroupStateItem Item, ClientConnection[] Subscribers) Change(
        ClientConnection connection, string group, IReadOnlyDictionary<string, string>? state)
    {
        SharedGroup shared = Open(group);
        var item = new GroupStateItem(
            connection.Id, string.IsNullOrEmpty(connection.UserId) ? null : connection.UserId, state, connection.NextStateTime(time.GetUtcNow()));
        if (state is null)
        {
            shared.Items.Remove(connection.Id);
        }
        else
        {
            shared.Items[connection.Id] = item;
        }

        ClientConnection[] subscribers = [.. shared.Subscribers];
        CloseIfEmpty(group, shared);
        return (item, subscribers);
    }

    private SharedGroup Open(string group)
    {
        if (!_groups.TryGetValue(group, out SharedGroup? shared))
        {
            _groups[group] = shared = new SharedGroup();
        }

        return shared;
    }

    private void CloseIfEmpty(string group, SharedGroup shared)
    {
        if (shared.Items.Count == 0 && shared.Subscribers.Count == 0)
        {
            _groups.Remove(group);
        }
    }

    private void SendUpdate(string group, GroupStateItem item, ClientConnection[] subscribers)
    {
        var update = new Delivery(new GroupStateUpdateMessage(group, [item]));
        hub.Send(subscribers, update, NoExclusions);
    }

    private static AckMessageError NotAMember(string group) =>
        new(AckMessageError.Forbidden, $"The client is not a member of group '{group}'.");

    private sealed class SharedGroup
    {
        public Dictionary<string, GroupStateItem> Items { get; } = new(StringComparer.Ordinal);

        public HashSet<ClientConnection> Subscribers { get; } = [];
    }
}
