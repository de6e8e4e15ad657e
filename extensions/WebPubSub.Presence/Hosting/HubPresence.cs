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
using WebPubSub.Presence.Telemetry;

namespace WebPubSub.Presence.Hosting;

/// <summary>The presence of one hub.</summary>
internal sealed class HubPresence<THub> : IWebPubSubPresence<THub>, IDisposable
    where THub : WebPubSubHub
{
    private const int MaxMetadataBytes = 1024;

    private static readonly TimeSpan FirstWatchDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxWatchDelay = TimeSpan.FromSeconds(30);

    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly MemoryPresenceStore _store;
    private readonly PresenceMetrics _metrics;
    private readonly AskedGroups _groups;
    private readonly string _reservedGroup;

    public HubPresence(
        WebPubSubServiceClient<THub> service, IOptionsMonitor<WebPubSubPresenceOptions> options, ILoggerFactory loggers, TimeProvider? time = null)
    {
        Options = options.Get(typeof(THub).FullName);
        _time = time ?? TimeProvider.System;
        _logger = loggers.CreateLogger(PresenceLog.Category);
        Hub = service.Hub;
        _reservedGroup = Options.ReservedGroup;
        _store = new MemoryPresenceStore(Options, _time);
        _metrics = new PresenceMetrics(Hub, _store);
        _groups = new AskedGroups(Options.MaxReconciledGroups, _time);
        var reservedGroup = new ReservedGroup(Options.ReservedGroup, service, _store, _logger);
        Reconciler = new Reconciler(service, _store, reservedGroup, _groups, new ListingPace(Options.MaxListingRequestsPerSecond, _time), _metrics, _time, _logger);
        Feed = new PresenceFeed(Hub, _store, reservedGroup, Reconciler, _logger);
    }

    public string Hub { get; }

    public WebPubSubPresenceOptions Options { get; }

    public PresenceFeed Feed { get; }

    public Reconciler Reconciler { get; }

    public async Task<IReadOnlyList<PresentUser>> GetUsersAsync(string? group = null, CancellationToken cancellationToken = default)
    {
        await PrepareAsync(group, cancellationToken).ConfigureAwait(false);
        return _store.GetUsers(group);
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
                return _store.GetConnections(group, userId);
            },
            connection => connection.ConnectionId);
    }

    public async Task<bool> IsOnlineAsync(string userId, string? group = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(userId);
        await PrepareAsync(group, cancellationToken).ConfigureAwait(false);
        return _store.IsOnline(userId, group);
    }

    public async Task<PresenceCounts> CountAsync(string? group = null, CancellationToken cancellationToken = default)
    {
        await PrepareAsync(group, cancellationToken).ConfigureAwait(false);
        return _store.Count(group);
    }

    public async Task<DateTimeOffset?> GetLastSeenAsync(string userId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(userId);
        await PrepareAsync(group: null, cancellationToken).ConfigureAwait(false);
        return _store.GetLastSeen(userId);
    }

    public async Task<bool> SetMetadataAsync(string connectionId, IReadOnlyDictionary<string, string> metadata, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionId);
        ArgumentNullException.ThrowIfNull(metadata);
        int bytes = metadata.Sum(pair => Encoding.UTF8.GetByteCount(pair.Key) + Encoding.UTF8.GetByteCount(pair.Value));
        if (bytes > MaxMetadataBytes)
        {
            throw new ArgumentException($"The metadata of a connection has at most {MaxMetadataBytes} bytes of UTF-8, but this has {bytes}.", nameof(metadata));
        }

        await PrepareAsync(group: null, cancellationToken).ConfigureAwait(false);
        return _store.SetMetadata(connectionId, new Dictionary<string, string>(metadata, StringComparer.Ordinal));
    }

    public IAsyncEnumerable<PresenceChange> WatchAsync(string? group = null, CancellationToken cancellationToken = default)
    {
        Check(group);
        return WatchCoreAsync(group, cancellationToken);
    }

    public Task ReconcileAsync(CancellationToken cancellationToken = default) => Reconciler.ReconcileAsync(cancellationToken);

    public void Dispose()
    {
        Reconciler.Dispose();
        _metrics.Dispose();
        _store.Dispose();
    }

    private async IAsyncEnumerable<PresenceChange> WatchCoreAsync(string? group, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (group is not null)
        {
            _groups.AddWatcher(group);
        }

        try
        {
            await PrepareToWatchAsync(group, cancellationToken).ConfigureAwait(false);
            await foreach (PresenceChange change in _store.WatchAsync(group, cancellationToken).ConfigureAwait(false))
            {
                yield return change;
            }
        }
        finally
        {
            if (group is not null)
            {
                _groups.RemoveWatcher(group);
            }
        }
    }

    // A watch starts with the application and lasts as long, so it waits for a service that is away.
    private async Task PrepareToWatchAsync(string? group, CancellationToken cancellationToken)
    {
        for (TimeSpan delay = FirstWatchDelay; ; delay = delay * 2 < MaxWatchDelay ? delay * 2 : MaxWatchDelay)
        {
            try
            {
                await Reconciler.EnsureListedAsync(group, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (RequestFailedException exception)
            {
                _logger.WatchWaits(exception, Hub, delay.TotalSeconds);
                await Task.Delay(delay, _time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private Task PrepareAsync(string? group, CancellationToken cancellationToken)
    {
        Check(group);
        return Reconciler.EnsureListedAsync(group, cancellationToken);
    }

    private void Check(string? group)
    {
        if (group is not null && !WebPubSubNames.IsValidGroup(group))
        {
            throw new ArgumentException($"A group name has 1 to 1,024 characters. For all users of the hub, pass null.", nameof(group));
        }

        if (group == _reservedGroup)
        {
            throw new ArgumentException($"'{group}' is the group that presence uses for all connections of the hub. For all users of the hub, pass null.", nameof(group));
        }
    }
}
