// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Runtime.CompilerServices;
using System.Text;
using Azure;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WebPubSub.Presence.Feeding;
using WebPubSub.Presence.Memory;
using WebPubSub.Presence.Reconciliation;
using WebPubSub.Presence.Stores;
using WebPubSub.Presence.Telemetry;

namespace WebPubSub.Presence.Hosting;

/// <summary>The presence of one hub.</summary>
internal sealed class HubPresence<THub> : IWebPubSubPresence<THub>, IDisposable
    where THub : WebPubSubHub
{
    private const int MaxMetadataBytes = 1024;

    private static readonly TimeSpan FirstWatchDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxWatchDelay = TimeSpan.FromSeconds(30); // and at most one period

    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly PresenceStore _store;
    private readonly PresenceMetrics _metrics;
    private readonly WatchedGroups _watched = new();
    private readonly string _reservedGroup;
    private int _isDisposed;

    public HubPresence(
        WebPubSubServiceClient<THub> service, IOptionsMonitor<WebPubSubPresenceOptions> options, ILoggerFactory loggers, IServiceProvider services, TimeProvider? time = null)
    {
        Options = options.Get(typeof(THub).FullName);
        _time = time ?? TimeProvider.System;
        _logger = loggers.CreateLogger(PresenceLog.Category);
        Hub = service.Hub;
        _reservedGroup = Options.ReservedGroup;
        _store = Options.CreateStore?.Invoke(services, Hub, _time) ?? new MemoryPresenceStore(Options, _time);
        _metrics = new PresenceMetrics(Hub);
        var reservedGroup = new ReservedGroup(Options.ReservedGroup, service, _store, _logger);
        Reconciler = new Reconciler(service, _store, reservedGroup, _watched, new ListingPace(Options.MaxListingRequestsPerSecond, _time), _metrics, _time, _logger);
        Feed = new PresenceFeed(Hub, _store, reservedGroup, new ConfirmedConnections(Options.ReconciliationPeriod, _time), _time, _logger);
    }

    public string Hub { get; }

    public WebPubSubPresenceOptions Options { get; }

    public PresenceFeed Feed { get; }

    public Reconciler Reconciler { get; }

    public async Task<IReadOnlyList<PresentUser>> GetUsersAsync(string? group = null, CancellationToken cancellationToken = default)
    {
        await PrepareAsync(group, cancellationToken).ConfigureAwait(false);
        return await _store.GetUsersAsync(group, cancellationToken).ConfigureAwait(false);
    }

    public AsyncPageable<PresentUser> GetUserPages(string? group = null, CancellationToken cancellationToken = default)
    {
        Check(group);
        return new PresencePageable<PresentUser>(() => GetUsersAsync(group, cancellationToken), user => user.UserId);
    }

    public AsyncPageable<PresentConnection> GetConnections(string? group = null, string? userId = null, CancellationToken cancellationToken = default)
    {
        Check(group);
        return new PresencePageable<PresentConnection>(
            async () =>
            {
                await PrepareAsync(group, cancellationToken).ConfigureAwait(false);
                return await _store.GetConnectionsAsync(group, userId, cancellationToken).ConfigureAwait(false);
            },
            connection => connection.ConnectionId);
    }

    public async Task<bool> IsOnlineAsync(string userId, string? group = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(userId);
        await PrepareAsync(group, cancellationToken).ConfigureAwait(false);
        return await _store.IsOnlineAsync(userId, group, cancellationToken).ConfigureAwait(false);
    }

    public async Task<PresenceCounts> CountAsync(string? group = null, CancellationToken cancellationToken = default)
    {
        await PrepareAsync(group, cancellationToken).ConfigureAwait(false);
        return await _store.CountAsync(group, cancellationToken).ConfigureAwait(false);
    }

    public async Task<DateTimeOffset?> GetLastSeenAsync(string userId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(userId);
        await PrepareAsync(group: null, cancellationToken).ConfigureAwait(false);
        return await _store.GetLastSeenAsync(userId, cancellationToken).ConfigureAwait(false);
    }

    public async Task<bool> SetMetadataAsync(string connectionId, IReadOnlyDictionary<string, string> metadata, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionId);
        ArgumentNullException.ThrowIfNull(metadata);
        if (metadata.Any(pair => pair.Value is null))
        {
            throw new ArgumentException("A value of the metadata is null.", nameof(metadata));
        }

        int bytes = metadata.Sum(pair => Encoding.UTF8.GetByteCount(pair.Key) + Encoding.UTF8.GetByteCount(pair.Value));
        if (bytes > MaxMetadataBytes)
        {
            throw new ArgumentException($"The metadata of a connection has at most {MaxMetadataBytes} bytes of UTF-8, but this has {bytes}.", nameof(metadata));
        }

        await PrepareAsync(group: null, cancellationToken).ConfigureAwait(false);
        return await _store.SetMetadataAsync(connectionId, new Dictionary<string, string>(metadata, StringComparer.Ordinal), cancellationToken).ConfigureAwait(false);
    }

    public IAsyncEnumerable<PresenceChange> WatchAsync(string? group = null, CancellationToken cancellationToken = default)
    {
        Check(group);
        return WatchCoreAsync(group, cancellationToken);
    }

    public Task ReconcileAsync(CancellationToken cancellationToken = default) => Reconciler.ReconcileAsync(cancellationToken);

    /// <summary>Compares presence with the service, unless an instance has done it during the last half of a period.</summary>
    /// <returns>Whether there is a new comparison; <see langword="false"/> if another instance is making one, or has died while it made one.</returns>
    public Task<bool> ReconcileIfDueAsync(CancellationToken cancellationToken) => Reconciler.ReconcileAsync(Options.ReconciliationPeriod / 2, cancellationToken);

    /// <returns>The time since an instance has compared presence with the service; null if none has.</returns>
    public ValueTask<TimeSpan?> GetTimeSinceComparisonAsync(CancellationToken cancellationToken) => _store.GetTimeSinceComparisonAsync(cancellationToken);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0) // the service provider disposes an instance once per service type
        {
            Reconciler.Dispose();
            _metrics.Dispose();
            _store.Dispose();
        }
    }

    private async IAsyncEnumerable<PresenceChange> WatchCoreAsync(string? group, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (group is not null)
        {
            _watched.Add(group);
        }

        try
        {
            while (true)
            {
                await PrepareToWatchAsync(group, cancellationToken).ConfigureAwait(false);
                IAsyncEnumerator<PresenceChange> changes = _store.WatchAsync(group, cancellationToken).GetAsyncEnumerator(cancellationToken);
                await using (changes.ConfigureAwait(false))
                {
                    while (await TryMoveNextAsync(changes, cancellationToken).ConfigureAwait(false))
                    {
                        yield return changes.Current;
                    }
                }
            }
        }
        finally
        {
            if (group is not null)
            {
                _watched.Remove(group);
            }
        }
    }

    // A store that is away ends its watch. The next one begins with a snapshot.
    private async Task<bool> TryMoveNextAsync(IAsyncEnumerator<PresenceChange> changes, CancellationToken cancellationToken)
    {
        try
        {
            return await changes.MoveNextAsync().ConfigureAwait(false);
        }
        catch (PresenceStoreException exception)
        {
            _logger.WatchWaits(exception, Hub, FirstWatchDelay.TotalSeconds);
            await Task.Delay(FirstWatchDelay, _time, cancellationToken).ConfigureAwait(false);
            return false;
        }
    }

    // A watch starts with the application and lasts as long, so it waits for a service that is away.
    private async Task PrepareToWatchAsync(string? group, CancellationToken cancellationToken)
    {
        for (TimeSpan delay = FirstWatchDelay; ; delay = Min(delay * 2, Min(MaxWatchDelay, Options.ReconciliationPeriod)))
        {
            try
            {
                await Reconciler.EnsureListedAsync(group, cancellationToken).ConfigureAwait(false);
                return;
            }
#pragma warning disable CA1031 // the service, its credential or the store can fail in many ways, and all of them can end
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested && exception is not ArgumentException and not ObjectDisposedException)
#pragma warning restore CA1031
            {
                _logger.WatchWaits(exception, Hub, delay.TotalSeconds);
                await Task.Delay(delay, _time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static TimeSpan Min(TimeSpan first, TimeSpan second) => first < second ? first : second;

    private Task PrepareAsync(string? group, CancellationToken cancellationToken)
    {
        Check(group);
        return Reconciler.EnsureListedAsync(group, cancellationToken);
    }

    private void Check(string? group)
    {
        if (group is not null && !PresenceNames.IsGroup(group))
        {
            throw new ArgumentException($"{PresenceNames.GroupRule} For all users of the hub, pass null.", nameof(group));
        }

        if (group == _reservedGroup)
        {
            throw new ArgumentException($"'{group}' is the group that presence uses for all connections of the hub. For all users of the hub, pass null.", nameof(group));
        }
    }
}
