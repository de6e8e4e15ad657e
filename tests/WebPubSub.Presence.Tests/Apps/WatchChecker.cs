// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.TestUtilities;

namespace WebPubSub.Presence.Tests.Apps;

/// <summary>A watcher that checks each item against what it knows: a change has the next number, a user who joins was away, and a user who leaves was here.</summary>
internal sealed class WatchChecker : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly SortedSet<string> _users = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _watching = Task.CompletedTask;
    private string? _epoch;
    private long _sequence;

    /// <summary>Gets the number of items that are not snapshots.</summary>
    public int Changes { get; private set; }

    public string Users
    {
        get
        {
            lock (_gate)
            {
                return string.Join(' ', _users);
            }
        }
    }

    /// <summary>Starts a watch, and waits for its first snapshot.</summary>
    public static async Task<WatchChecker> StartAsync<THub>(IWebPubSubPresence<THub> presence, string? group)
        where THub : WebPubSubHub
    {
        var checker = new WatchChecker();
        checker._watching = Task.Run(async () =>
        {
            await foreach (PresenceChange change in presence.WatchAsync(group, checker._stop.Token))
            {
                checker.Check(change);
            }
        });
        await checker._started.Task.WithTimeoutAsync("the first snapshot");
        return checker;
    }

    /// <summary>Ends the watch, and throws what it found.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching.ContinueWith(task => task.IsCanceled ? Task.CompletedTask : task, TaskScheduler.Default).Unwrap();
        _stop.Dispose();
    }

    private void Check(PresenceChange change)
    {
        lock (_gate)
        {
            if (change.Kind == PresenceChangeKind.Snapshot)
            {
                _users.Clear();
                _users.UnionWith(change.Users.Select(user => user.UserId));
            }
            else
            {
                string userId = change.Users.Single().UserId;
                (change.Epoch, change.Sequence).Should().Be((_epoch!, _sequence + 1));
                (change.Kind == PresenceChangeKind.Joined ? _users.Add(userId) : _users.Remove(userId)).Should().BeTrue($"'{userId}' {change.Kind}");
                Changes++;
            }

            (_epoch, _sequence) = (change.Epoch, change.Sequence);
            _started.TrySetResult();
        }
    }
}
