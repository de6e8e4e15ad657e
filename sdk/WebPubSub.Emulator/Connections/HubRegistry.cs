// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections.Concurrent;

namespace WebPubSub.Emulator.Connections;

/// <summary>The hubs that have had a client. Hub names are kept in lower case, as the service does.</summary>
internal sealed class HubRegistry(TimeProvider time, ChangeSignal changes)
{
    private readonly ConcurrentDictionary<string, EmulatorHub> _hubs = new(StringComparer.Ordinal);

    /// <summary>Gets or sets who hears of connections that join or leave a group.</summary>
    public Action<ClientConnection, string, string> GroupChanged { get; set; } = (_, _, _) => { };

    public IEnumerable<EmulatorHub> All => _hubs.Values;

    public EmulatorHub GetOrAdd(string name) => _hubs.GetOrAdd(
        name.ToLowerInvariant(), key => new EmulatorHub(key, (connection, group, change) => GroupChanged(connection, group, change), time, changes));

    public EmulatorHub? Find(string name) => _hubs.GetValueOrDefault(name.ToLowerInvariant());
}
