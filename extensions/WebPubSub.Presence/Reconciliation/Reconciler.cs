// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Runtime.ExceptionServices;
using Azure;
using Microsoft.Extensions.Logging;
using WebPubSub.Presence.Stores;
using WebPubSub.Presence.Telemetry;

namespace WebPubSub.Presence.Reconciliation;

/// <summary>Compares the store with the listings of the service.</summary>
/// <remarks>
/// A listing is a cursor, not a snapshot: a connection can come or go while it runs. So a connection is removed only if two listings do not contain it, and it has not
/// changed since the first began. It is added only if it did not end after the listing began.
/// </remarks>
internal sealed class Reconciler(
    WebPubSubServiceClient service,
    PresenceStore store,
    ReservedGroup reservedGroup,
    WatchedGroups watched,
    ListingPace pace,
    PresenceMetrics metrics,
    TimeProvider time,
    ILogger logger) : IDisposable
{
    private const string Hub = ""; // the key of the hub; a group has a name
    private const int MaxGroupsAtOnce = 16; // so that many groups that are asked for do not delay the comparison of the hub
    private const int MaxFirstComparisons = 2;

    private static readonly TimeSpan OtherInstanceDelay = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Task<bool>> _running = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _groups = new(MaxGroupsAtOnce);
    private readonly SemaphoreSlim _all = new(1);
    private Task? _next; // a comparison on demand that has not begun

    /// <summary>Compares a group, or the hub, unless that has been done before.</summary>
    public async Task EnsureListedAsync(string? group, CancellationToken cancellationToken)
    {
        // The store can lose its data during the first comparison. If more groups are asked for at once than it keeps, it can also forget the group; the result is right nevertheless.
        for (int compared = 0; compared < MaxFirstComparisons && !await store.AskAsync(group, cancellationToken).ConfigureAwait(false);)
        {
            compared += await CompareOnceAsync(group).WaitAsync(cancellationToken).ConfigureAwait(false) ? 1 : 0;
        }
    }

    /// <summary>Compares the hub and each group that was asked for, unless another instance does it at this moment. Callers that wait for the same comparison share it.</summary>
    /// <exception cref="Exception">The first failure. The other groups have been compared.</exception>
    public Task ReconcileAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stopping.IsCancellationRequested, this);
            if (_next is null)
            {
                CancellationToken stopping = _stopping.Token;
                _next = Task.Run(() => ReconcileAsync(minAge: null, stopping), CancellationToken.None);
                Observe(_next);
            }

            return _next.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Compares the hub and each group that was asked for, unless another instance does it at this moment.</summary>
    /// <param name="minAge">The age that the last comparison must have, of whichever instance; null to compare in any case.</param>
    /// <param name="cancellationToken">Cancels the comparison.</param>
    /// <returns>Whether there is a new comparison; <see langword="false"/> if another instance is making one, or has died while it made one.</returns>
    /// <exception cref="Exception">The first failure. The other groups have been compared.</exception>
    public async Task<bool> ReconcileAsync(TimeSpan? minAge, CancellationToken cancellationToken)
    {
        var failures = new List<Exception>();
        bool isNew;
        await _all.WaitAsync(cancellationToken).ConfigureAwait(false); // a comparison that this process runs may have listed the first pages before the caller's last change
        try
        {
            BeginNext(minAge);
            foreach (string group in watched.Get())
            {
                await TryAsync(() => EnsureListedAsync(group, cancellationToken), failures, cancellationToken).ConfigureAwait(false);
            }

            isNew = await TryCompareAllAsync(minAge, failures, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _all.Release();
        }

        metrics.Update(await store.CountAsync(group: null, cancellationToken).ConfigureAwait(false));
        if (failures.Count > 0)
        {
            ExceptionDispatchInfo.Throw(failures[0]);
        }

        return isNew;
    }

    /// <summary>Cancels the running comparisons.</summary>
    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    // The callers may have cancelled, so that none of them sees a failure.
    private static void Observe(Task comparison) =>
        _ = comparison.ContinueWith(failed => failed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

    // Callers from now on need the comparison after this one.
    private void BeginNext(TimeSpan? minAge)
    {
        if (minAge is null)
        {
            lock (_gate)
            {
                _next = null;
            }
        }
    }

    private async Task<bool> TryCompareAllAsync(TimeSpan? minAge, List<Exception> failures, CancellationToken cancellationToken)
    {
        IAsyncDisposable? all = await store.TryLockAsync("all", cancellationToken).ConfigureAwait(false);
        if (all is null)
        {
            return false;
        }

        await using (all.ConfigureAwait(false))
        {
            if (minAge is not null && await store.GetTimeSinceComparisonAsync(cancellationToken).ConfigureAwait(false) < minAge)
            {
                return true;
            }

            await CompareAllAsync(failures, cancellationToken).ConfigureAwait(false);
            if (failures.Count == 0)
            {
                await store.SetComparedAsync(cancellationToken).ConfigureAwait(false);
            }

            return true;
        }
    }

    private async Task CompareAllAsync(List<Exception> failures, CancellationToken cancellationToken)
    {
        long began = await store.GetTimeAsync(cancellationToken).ConfigureAwait(false);
        await TryAsync(() => CompareAgainAsync(group: null, cancellationToken), failures, cancellationToken).ConfigureAwait(false);
        foreach (string group in await store.GetAskedGroupsAsync(cancellationToken).ConfigureAwait(false))
        {
            await TryAsync(() => CompareAgainAsync(group, cancellationToken), failures, cancellationToken).ConfigureAwait(false);
        }

        metrics.Corrected(0, await store.RemoveExpiredAsync(began, cancellationToken).ConfigureAwait(false));
    }

    // One group that cannot be listed must not stop the comparison of the others.
    private static async Task TryAsync(Func<Task> compare, List<Exception> failures, CancellationToken cancellationToken)
    {
        try
        {
            await compare().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // the caller throws the first one
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && exception is not PresenceStoreException)
#pragma warning restore CA1031
        {
            failures.Add(exception);
        }
    }

    // A comparison that already runs may have listed the first pages before the caller's last change.
    private async Task CompareAgainAsync(string? group, CancellationToken cancellationToken)
    {
        Task<bool>? running;
        lock (_gate)
        {
            running = _running.GetValueOrDefault(group ?? Hub);
        }

        if (running is not null)
        {
            await ((Task)running).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }

        while (!await CompareOnceAsync(group).WaitAsync(cancellationToken).ConfigureAwait(false))
        {
            // Another instance compares it. It may have listed the first pages before the caller's last change, too.
        }
    }

    /// <returns>Whether this instance has compared it; <see langword="false"/> if another instance does.</returns>
    private Task<bool> CompareOnceAsync(string? group)
    {
        lock (_gate)
        {
            if (_running.TryGetValue(group ?? Hub, out Task<bool>? running))
            {
                return running;
            }

            ObjectDisposedException.ThrowIf(_stopping.IsCancellationRequested, this);
            CancellationToken stopping = _stopping.Token;
            Task<bool> comparison = Task.Run(() => CompareAsync(group, stopping), CancellationToken.None);
            Observe(comparison);
            _running[group ?? Hub] = comparison;
            return comparison;
        }
    }

    private async Task<bool> CompareAsync(string? group, CancellationToken cancellationToken)
    {
        bool hasTurn = false;
        try
        {
            if (group is not null)
            {
                await _groups.WaitAsync(cancellationToken).ConfigureAwait(false);
                hasTurn = true;
            }

            IAsyncDisposable? own = await store.TryLockAsync($"compare {group}", cancellationToken).ConfigureAwait(false);
            if (own is null)
            {
                await Task.Delay(OtherInstanceDelay, time, cancellationToken).ConfigureAwait(false);
                return false;
            }

            await using (own.ConfigureAwait(false))
            {
                await CompareAloneAsync(group, cancellationToken).ConfigureAwait(false);
                return true;
            }
        }
        finally
        {
            lock (_gate)
            {
                _running.Remove(group ?? Hub);
            }

            if (hasTurn)
            {
                _groups.Release();
            }
        }
    }

    private async Task CompareAloneAsync(string? group, CancellationToken cancellationToken)
    {
        long began = await store.BeginListingAsync(cancellationToken).ConfigureAwait(false);
        (HashSet<string> first, int added) = await ListAsync(group, began, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<string> missing = await store.FindMissingAsync(group, began, first, cancellationToken).ConfigureAwait(false);
        int removed = 0;
        if (missing.Count > 0)
        {
            long again = await store.BeginListingAsync(cancellationToken).ConfigureAwait(false);
            (HashSet<string> second, int more) = await ListAsync(group, again, cancellationToken).ConfigureAwait(false);
            added += more;
            removed += await RemoveAsync(group, began, [.. missing.Where(connectionId => !second.Contains(connectionId))], cancellationToken).ConfigureAwait(false);
        }

        removed += group is null ? await reservedGroup.AddMissingAsync(pace, cancellationToken).ConfigureAwait(false) : 0;
        bool isFirst = await store.SetListedAsync(group, began, cancellationToken).ConfigureAwait(false);
        if (!isFirst && added + removed > 0) // the first listing fills the store
        {
            metrics.Corrected(added, removed);
            logger.PresenceCorrected(service.Hub, added, removed);
        }
    }

    // A connection can be outside the reserved group and open. For the hub, the answer to the request that adds it again decides.
    private async Task<int> RemoveAsync(string? group, long began, string[] missing, CancellationToken cancellationToken)
    {
        if (group is not null)
        {
            return await store.RemoveMissingAsync(group, began, missing, cancellationToken).ConfigureAwait(false);
        }

        await store.UnreserveMissingAsync(began, missing, cancellationToken).ConfigureAwait(false);
        return 0;
    }

    private async Task<(HashSet<string> Listed, int Added)> ListAsync(string? group, long began, CancellationToken cancellationToken)
    {
        var listed = new HashSet<string>(StringComparer.Ordinal);
        int added = 0;
        await pace.WaitAsync(cancellationToken).ConfigureAwait(false);
        await foreach (Page<WebPubSubGroupMember> page in service
            .ListConnectionsInGroupAsync(group ?? reservedGroup.Name, maxpagesize: null, maxCount: null, continuationToken: null, cancellationToken)
            .AsPages().WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            added += await store.AddListedAsync(group, began, page.Values, cancellationToken).ConfigureAwait(false);
            listed.UnionWith(page.Values.Select(member => member.ConnectionId));
            if (page.ContinuationToken is not null)
            {
                await pace.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        return (listed, added);
    }
}
