// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections.Concurrent;
using WebPubSub.Emulator.Connections;

namespace WebPubSub.Emulator.Hubs;

/// <summary>The hubs that have had a client. Hub names are in lower case, as in the service.</summary>
internal sealed class HubRegistry(ConnectionEnvironment environment, IConnectionListener listener)
{
    private readonly ConcurrentDictionary<string, EmulatorHub> _hubs = new(StringComparer.Ordinal);

    public IEnumerable<EmulatorHub> All => _hubs.Values;

    public EmulatorHub GetOrAdd(string name) => _hubs.GetOrAdd(name.ToLowerInvariant(), key => new EmulatorHub(key, listener, environment));

    public EmulatorHub? Find(string name) => _hubs.GetValueOrDefault(name.ToLowerInvariant());
}
