// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Presence.Simulation.History;

/// <summary>The history of one watcher. Each change has the next number, a user who joins was away, and a user who leaves was online.</summary>
internal sealed class Watcher(string name)
{
    private readonly SortedSet<string> _users = new(StringComparer.Ordinal);
    private string? _epoch;
    private long _sequence;

    public string Name => name;

    public string Users => string.Join(' ', _users);

    /// <summary>Adds an item.</summary>
    /// <returns>What is wrong with it; null if it is consistent.</returns>
    public string? Add(WatchItem item)
    {
        string? violation = item.Kind == "Snapshot" ? AddSnapshot(item) : AddChange(item);
        (_epoch, _sequence) = (item.Epoch, item.Sequence);
        return violation is null ? null : $"{name}: {violation}";
    }

    private string? AddSnapshot(WatchItem item)
    {
        _users.Clear();
        _users.UnionWith(item.Users);
        return item.Epoch == _epoch && item.Sequence < _sequence ? $"the snapshot {item.Sequence} came after {_sequence}" : null;
    }

    private string? AddChange(WatchItem item)
    {
        string user = item.Users.Single();
        if (_epoch is null)
        {
            return $"the first item is not a snapshot, but {item.Kind} {user}";
        }

        if (item.Epoch != _epoch || item.Sequence != _sequence + 1)
        {
            return $"{item.Kind} {user} has number {item.Sequence} of epoch {item.Epoch}, after {_sequence} of {_epoch}";
        }

        bool isChange = item.Kind == "Joined" ? _users.Add(user) : _users.Remove(user);
        return isChange ? null : $"{item.Kind} {user} ({item.Sequence}) changes nothing";
    }
}
