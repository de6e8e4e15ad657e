// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Runtime.CompilerServices;
using System.Text.Json;
using StackExchange.Redis;
using WebPubSub.Presence.Redis.Keys;
using WebPubSub.Presence.Redis.Scripts;
using WebPubSub.Presence.Redis.Store;

namespace WebPubSub.Presence.Redis.Watching;

/// <summary>The watchers of this instance. Redis can lose a message, so the sequence of each watched scope is also read once per second.</summary>
internal sealed class RedisWatchers(RedisHub hub, PresenceReader reader) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<RedisWatcher>> _watchers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Epoch, long Sequence)> _received = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Epoch, long Sequence)> _verified = new(StringComparer.Ordinal);
    private Task<IDisposable>? _subscription;

    public async IAsyncEnumerable<PresenceChange> WatchAsync(string? group, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string scope = HubKeys.ToScope(group);
        await SubscribeAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        var watcher = new RedisWatcher();
        Add(scope, watcher);
        try
        {
            PresenceChange last = await TakeSnapshotAsync(group, watcher, cancellationToken).ConfigureAwait(false);
            yield return last;
            while (true)
            {
                PresenceChange? next = await watcher.TakeAsync(cancellationToken).ConfigureAwait(false);
                if (next is not null && next.Epoch == last.Epoch && next.Sequence <= last.Sequence)
                {
                    continue; // the snapshot contains it
                }

                last = next is not null && next.Epoch == last.Epoch && next.Sequence == last.Sequence + 1
                    ? next
                    : await TakeSnapshotAsync(group, watcher, cancellationToken).ConfigureAwait(false);
                yield return last;
            }
        }
        finally
        {
            Remove(scope, watcher);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_subscription is not null)
            {
                _ = EndAsync(_subscription);
            }
        }
    }

    /// <summary>Compares the sequences that were received with those in Redis. A watcher that has missed a change takes a new snapshot.</summary>
    public async Task VerifyAsync(CancellationToken cancellationToken)
    {
        string[] scopes;
        lock (_gate)
        {
            scopes = [.. _watchers.Keys];
        }

        if (scopes.Length == 0)
        {
            return;
        }

        RedisValue[] sequences = ((RedisValue[])(await hub.RunAsync(PresenceScripts.Sequences, [], [.. scopes.Select(scope => (RedisValue)scope)], cancellationToken).ConfigureAwait(false))!)!;
        string epoch = sequences[0]!;
        for (int i = 0; i < scopes.Length; i++)
        {
            Verify(scopes[i], epoch, (long)sequences[i + 1]);
        }
    }

    // A message can be on its way, so a change is missing only if the check before saw it already.
    private void Verify(string scope, string epoch, long sequence)
    {
        lock (_gate)
        {
            if (!_watchers.TryGetValue(scope, out List<RedisWatcher>? watchers) || !_received.TryGetValue(scope, out (string Epoch, long Sequence) received))
            {
                return;
            }

            if (_verified.TryGetValue(scope, out (string Epoch, long Sequence) before))
            {
                bool isOlder = before.Epoch == epoch && sequence < before.Sequence; // Redis has lost its last changes
                if (isOlder || before.Epoch != received.Epoch || received.Sequence < before.Sequence)
                {
                    _received[scope] = isOlder ? (epoch, sequence) : before;
                    watchers.ForEach(watcher => watcher.Miss());
                }
            }

            _verified[scope] = (epoch, sequence);
        }
    }

    private async Task<PresenceChange> TakeSnapshotAsync(string? group, RedisWatcher watcher, CancellationToken cancellationToken)
    {
        watcher.Clear();
        string scope = HubKeys.ToScope(group);
        var result = (RedisResult[])(await hub.RunAsync(PresenceScripts.Snapshot, [hub.Keys.Counts(group)], [scope], cancellationToken).ConfigureAwait(false))!;
        (string epoch, long sequence) = ((string)result[0]!, (long)result[1]);
        var entries = (RedisValue[])result[2]!;
        Dictionary<string, int> counts = entries.Chunk(2).ToDictionary(entry => (string)entry[0]!, entry => Math.Max(0, (int)entry[1]), StringComparer.Ordinal);
        SetFirst(scope, epoch, sequence);
        return new PresenceChange(PresenceChangeKind.Snapshot, await reader.AddSinceAsync(counts, fallback: TimeProvider.System.GetUtcNow(), cancellationToken).ConfigureAwait(false), epoch, sequence);
    }

    private Task<IDisposable> SubscribeAsync()
    {
        lock (_gate)
        {
            return _subscription is { IsFaulted: false, IsCanceled: false } ? _subscription : _subscription = hub.SubscribeAsync(Receive, MissAll);
        }
    }

    // The subscription can still be on its way.
    private static async Task EndAsync(Task<IDisposable> subscription)
    {
        try
        {
            (await subscription.ConfigureAwait(false)).Dispose();
        }
        catch (PresenceStoreException)
        {
            // There is no subscription.
        }
    }

    private void Receive(string json)
    {
        ChangeMessage message;
        try
        {
            message = ChangeMessage.Read(json);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or IndexOutOfRangeException or FormatException)
        {
            MissAll(); // not a message of this package: a snapshot is right in any case
            return;
        }

        lock (_gate)
        {
            if (_watchers.TryGetValue(message.Scope, out List<RedisWatcher>? watchers))
            {
                SetReceived(message.Scope, message.Change.Epoch, message.Change.Sequence);
                watchers.ForEach(watcher => watcher.Add(message.Change));
            }
        }
    }

    // A snapshot of one watcher must not hide from VerifyAsync that another one has missed a message.
    private void SetFirst(string scope, string epoch, long sequence)
    {
        lock (_gate)
        {
            if (!_received.TryGetValue(scope, out (string Epoch, long Sequence) received) || received.Epoch != epoch)
            {
                _received[scope] = (epoch, sequence);
            }
        }
    }

    private void SetReceived(string scope, string epoch, long sequence)
    {
        lock (_gate)
        {
            if (!_received.TryGetValue(scope, out (string Epoch, long Sequence) received) || received.Epoch != epoch || received.Sequence < sequence)
            {
                _received[scope] = (epoch, sequence);
            }
        }
    }

    private void MissAll()
    {
        lock (_gate)
        {
            foreach (RedisWatcher watcher in _watchers.Values.SelectMany(watchers => watchers))
            {
                watcher.Miss();
            }
        }
    }

    private void Add(string scope, RedisWatcher watcher)
    {
        lock (_gate)
        {
            if (!_watchers.TryGetValue(scope, out List<RedisWatcher>? watchers))
            {
                _watchers[scope] = watchers = [];
            }

            watchers.Add(watcher);
        }
    }

    private void Remove(string scope, RedisWatcher watcher)
    {
        lock (_gate)
        {
            List<RedisWatcher> watchers = _watchers[scope];
            watchers.Remove(watcher);
            if (watchers.Count == 0)
            {
                _watchers.Remove(scope);
                _received.Remove(scope);
                _verified.Remove(scope);
            }
        }
    }
}
