// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator.Connections;

namespace WebPubSub.Emulator.Hubs;

/// <summary>A set of connections by ID. Senders use a snapshot of the set, which is created again only after a change.</summary>
/// <remarks>Not thread-safe. The lock of its hub protects it.</remarks>
internal sealed class MemberSet
{
    private readonly Dictionary<string, ClientConnection> _members = new(StringComparer.Ordinal);
    private ClientConnection[]? _snapshot;

    public int Count => _members.Count;

    public ClientConnection[] Snapshot => _snapshot ??= [.. _members.Values];

    public ClientConnection? Find(string connectionId) => _members.GetValueOrDefault(connectionId);

    public void Add(ClientConnection connection)
    {
        if (_members.TryAdd(connection.Id, connection))
        {
            _snapshot = null;
        }
    }

    public void Remove(ClientConnection connection)
    {
        if (_members.Remove(connection.Id))
        {
            _snapshot = null;
        }
    }
}
