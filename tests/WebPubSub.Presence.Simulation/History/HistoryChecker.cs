// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using WebPubSub.Presence.Simulation.Truth;

namespace WebPubSub.Presence.Simulation.History;

/// <summary>Checks what the watchers of all instances have seen. Two watchers of a scope that have received the same number know the same users.</summary>
internal sealed class HistoryChecker
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Instance, string Scope), Watcher> _watchers = [];
    private readonly Dictionary<(string Scope, string Epoch, long Sequence), string> _states = [];
    private readonly List<string> _violations = [];
    private int _snapshots;

    /// <summary>Gets the number of items that are not snapshots.</summary>
    public int Changes { get; private set; }

    public string[] Violations
    {
        get
        {
            lock (_gate)
            {
                return [.. _violations];
            }
        }
    }

    /// <summary>Adds an item of a process. A process that starts has new watchers.</summary>
    public void Add(string instance, WatchItem item)
    {
        lock (_gate)
        {
            if (!_watchers.TryGetValue((instance, item.Scope), out Watcher? watcher))
            {
                _watchers[(instance, item.Scope)] = watcher = new Watcher($"watcher of {item.Scope} in {instance}");
            }

            if (watcher.Add(item) is { } violation)
            {
                _violations.Add(violation);
            }

            Compare(watcher, item);
            Changes += item.Kind == "Snapshot" ? 0 : 1;
            _snapshots += item.Kind == "Snapshot" ? 1 : 0;
        }
    }

    /// <summary>Forgets the watchers of a process that was killed.</summary>
    public void Remove(string instance)
    {
        lock (_gate)
        {
            foreach ((string Instance, string Scope) key in _watchers.Keys.Where(key => key.Instance == instance).ToArray())
            {
                _watchers.Remove(key);
            }
        }
    }

    public IReadOnlyList<string> FindWatchersThatDiffer(IReadOnlyDictionary<string, ScopeState> truth)
    {
        lock (_gate)
        {
            return [.. _watchers.Where(watcher => watcher.Value.Users != string.Join(' ', truth[watcher.Key.Scope].Users))
                .Select(watcher => $"{watcher.Value.Name} knows [{watcher.Value.Users}]; the service: [{string.Join(' ', truth[watcher.Key.Scope].Users)}]")];
        }
    }

    public string Describe()
    {
        lock (_gate)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{_watchers.Count} watchers at the end, {Changes} changes, {_snapshots} snapshots");
        }
    }

    private void Compare(Watcher watcher, WatchItem item)
    {
        if (!_states.TryAdd((item.Scope, item.Epoch, item.Sequence), watcher.Users) && _states[(item.Scope, item.Epoch, item.Sequence)] is { } other && other != watcher.Users)
        {
            _violations.Add($"{watcher.Name} knows [{watcher.Users}] at {item.Sequence}; another watcher: [{other}]");
        }
    }
}
