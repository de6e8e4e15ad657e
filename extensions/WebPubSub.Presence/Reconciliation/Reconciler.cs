// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure;
using Microsoft.Extensions.Logging;
using WebPubSub.Presence.Memory;
using WebPubSub.Presence.Telemetry;

namespace WebPubSub.Presence.Reconciliation;

/// <summary>Compares the store with the listings of the service.</summary>
/// <remarks>
/// A listing is a cursor, not a snapshot: a connection can come or go while it runs. So a connection is removed only if two listings do not contain it, and it has not
/// changed since the first began. It is added only if it did not end after the listing began.
/// </remarks>
internal sealed class Reconciler(
    WebPubSubServiceClient service,
    MemoryPresenceStore store,
    ReservedGroup reservedGroup,
    AskedGroups groups,
    ListingPace pace,
    PresenceMetrics metrics,
    TimeProvider time,
    ILogger logger) : IDisposable
{
    private const string Hub = ""; // the key of the hub; a group has a name

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Task> _running = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private volatile bool _isHubListed;

    /// <summary>Gets whether a comparison of the hub has completed.</summary>
    public bool IsHubListed => _isHubListed;

    /// <summary>Gets the time at which the last comparison of the hub and all groups completed; null before the first.</summary>
    public DateTimeOffset? CompletedAt { get; private set; }

    /// <summary>Compares a group, or the hub, unless that has been done before.</summary>
    public async Task EnsureListedAsync(string? group, CancellationToken cancellationToken)
    {
        if (!(group is null ? _isHubListed : groups.Ask(group)))
        {
            await CompareOnceAsync(group).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Compares the hub and each group that was asked for.</summary>
    public async Task ReconcileAsync(CancellationToken cancellationToken)
    {
        await CompareAgainAsync(group: null, cancellationToken).ConfigureAwait(false);
        foreach (string group in groups.Take())
        {
            await CompareAgainAsync(group, cancellationToken).ConfigureAwait(false);
        }

        metrics.Corrected(0, store.RemoveExpired());
        CompletedAt = time.GetUtcNow();
    }

    /// <summary>Cancels the running comparisons.</summary>
    public void Dispose()
    {
        if (!_stopping.IsCancellationRequested) // the service provider disposes an instance once per service type
        {
            _stopping.Cancel();
            _stopping.Dispose();
        }
    }

    // A comparison that already runs may have listed the first pages before the caller's last change.
    private async Task CompareAgainAsync(string? group, CancellationToken cancellationToken)
    {
        Task? running;
        lock (_gate)
        {
            running = _running.GetValueOrDefault(group ?? Hub);
        }

        if (running is not null)
        {
            await running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await CompareOnceAsync(group).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private Task CompareOnceAsync(string? group)
    {
        lock (_gate)
        {
            if (_running.TryGetValue(group ?? Hub, out Task? running))
            {
                return running;
            }

            ObjectDisposedException.ThrowIf(_stopping.IsCancellationRequested, this);
            CancellationToken stopping = _stopping.Token;
            Task comparison = Task.Run(() => CompareAsync(group, stopping), CancellationToken.None);
            _running[group ?? Hub] = comparison;
            return comparison;
        }
    }

    private async Task CompareAsync(string? group, CancellationToken cancellationToken)
    {
        try
        {
            int removed = group is null ? await reservedGroup.AddMissingAsync(pace, cancellationToken).ConfigureAwait(false) : 0;
            long began = store.BeginListing();
            (HashSet<string> first, int added) = await ListAsync(group, began, cancellationToken).ConfigureAwait(false);
            string[] missing = store.FindMissing(group, began, first);
            if (missing.Length > 0)
            {
                (HashSet<string> second, int more) = await ListAsync(group, store.BeginListing(), cancellationToken).ConfigureAwait(false);
                added += more;
                removed += store.RemoveMissing(group, began, missing.Where(connectionId => !second.Contains(connectionId)));
            }

            Complete(group, added, removed);
        }
        finally
        {
            lock (_gate)
            {
                _running.Remove(group ?? Hub);
            }
        }
    }

    private void Complete(string? group, int added, int removed)
    {
        bool isFirst;
        if (group is null)
        {
            isFirst = !_isHubListed;
            _isHubListed = true;
        }
        else
        {
            isFirst = !groups.Ask(group);
            groups.SetListed(group);
        }

        if (!isFirst && added + removed > 0) // the first listing fills the store
        {
            metrics.Corrected(added, removed);
            logger.PresenceCorrected(service.Hub, added, removed);
        }
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
            added += store.AddListed(group, began, page.Values);
            listed.UnionWith(page.Values.Select(member => member.ConnectionId));
            await pace.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        return (listed, added);
    }
}
