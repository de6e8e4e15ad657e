// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections.Concurrent;

namespace ChatApp;

/// <summary>Who is here. Kept in memory, so it is right for one server; several would share a store.</summary>
internal sealed class Roster
{
    private readonly ConcurrentDictionary<string, string> _people = new();

    public IReadOnlyList<string> Names => [.. _people.Values.Distinct().Order(StringComparer.CurrentCultureIgnoreCase)];

    public void Add(string connectionId, string name) => _people[connectionId] = name;

    public void Remove(string connectionId) => _people.TryRemove(connectionId, out _);
}
