// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections.Concurrent;

namespace ChatApp;

/// <summary>The users in the chat. The list is in memory, so it is correct for one server only. Several servers need a shared store.</summary>
internal sealed class ConnectedUsers
{
    private readonly ConcurrentDictionary<string, string> _people = new();

    public IReadOnlyList<string> Names => [.. _people.Values.Distinct().Order(StringComparer.CurrentCultureIgnoreCase)];

    public void Add(string connectionId, string name) => _people[connectionId] = name;

    public void Remove(string connectionId) => _people.TryRemove(connectionId, out _);
}
