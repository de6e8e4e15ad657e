// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;
using StackExchange.Redis;
using WebPubSub.Presence.Redis.Keys;
using WebPubSub.Presence.Redis.Scripts;
using WebPubSub.Presence.Redis.Store;
using WebPubSub.Presence.Redis.Watching;
using WebPubSub.Presence.Stores;

namespace WebPubSub.Presence.Redis;

/// <summary>The store of an application that runs in several instances.</summary>
internal sealed class RedisPresenceStore : PresenceStore
{
    private const int MaxLastSeen = 100_000;
    private const int BatchSize = 200;
    private const int HasGroups = 2; // the result of a script that has removed a connection with groups

    private static readonly TimeSpan TickPeriod = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time;
    private readonly RedisHub _hub;
    private readonly HubKeys _keys;
    private readonly PresenceReader _reader;
    private readonly RedisListing _listing;
    private readonly EndedMemberships _ended;
    private readonly PendingLeaves _pendingLeaves;
    private readonly RedisWatchers _watchers;
    private readonly CancellationTokenSource _stopping = new();

    public RedisPresenceStore(RedisHub hub, TimeProvider time)
    {
        _time = time;
        _hub = hub;
        _keys = hub.Keys;
        _reader = new PresenceReader(hub);
        _ended = new EndedMemberships(hub);
        _listing = new RedisListing(hub);
        _pendingLeaves = new PendingLeaves(hub);
        _watchers = new RedisWatchers(hub, _reader);
        CancellationToken stopping = _stopping.Token;
        _ = Task.Run(() => RunAsync(stopping), CancellationToken.None);
    }

    public override async ValueTask ConnectAsync(string connectionId, string? userId, bool isReserved, CancellationToken cancellationToken) => await _hub.RunAsync(
        PresenceScripts.Connect, [_keys.Connection(connectionId), _keys.Ended(connectionId)], [connectionId, userId ?? "", isReserved ? 1 : 0], cancellationToken).ConfigureAwait(false);

    public override async ValueTask<bool> ConfirmAsync(string connectionId, string? userId, CancellationToken cancellationToken) =>
        (int)await _hub.RunAsync(PresenceScripts.Confirm, [_keys.Connection(connectionId), _keys.Ended(connectionId)], [connectionId, userId ?? ""], cancellationToken).ConfigureAwait(false) == 1;

    public override async ValueTask DisconnectAsync(string connectionId, CancellationToken cancellationToken)
    {
        if ((int)await _hub.RunAsync(PresenceScripts.Disconnect, EndKeys(connectionId), [connectionId], cancellationToken).ConfigureAwait(false) == HasGroups)
        {
            await _ended.RemoveAsync(connectionId, cancellationToken).ConfigureAwait(false);
        }
    }

    public override async ValueTask JoinAsync(string connectionId, string? userId, string group, int eventId, CancellationToken cancellationToken) => await _hub.RunAsync(
        PresenceScripts.Join,
        [.. EndKeys(connectionId), _keys.Members(group), _keys.Counts(group), _keys.Left(connectionId, group)],
        [connectionId, userId ?? "", group, eventId],
        cancellationToken).ConfigureAwait(false);

    public override async ValueTask LeaveAsync(string connectionId, string group, int eventId, CancellationToken cancellationToken) => await _hub.RunAsync(
        PresenceScripts.Leave,
        [_keys.Ended(connectionId), _keys.GroupsOf(connectionId), _keys.Members(group), _keys.Counts(group), _keys.Left(connectionId, group)],
        [connectionId, group, eventId],
        cancellationToken).ConfigureAwait(false);

    public override async ValueTask SetReservedAsync(string connectionId, bool isReserved, int eventId, CancellationToken cancellationToken) =>
        await _hub.RunAsync(PresenceScripts.Reserve, [_keys.Connection(connectionId)], [connectionId, isReserved ? 1 : 0, eventId], cancellationToken).ConfigureAwait(false);

    public override async ValueTask<bool> SetMetadataAsync(string connectionId, IReadOnlyDictionary<string, string> metadata, CancellationToken cancellationToken)
    {
        string json = metadata.Count == 0 ? "" : JsonSerializer.Serialize(new Dictionary<string, string>(metadata), MetadataJsonContext.Default.DictionaryStringString);
        return (int)await _hub.RunAsync(PresenceScripts.Metadata, [_keys.Connection(connectionId)], [json], cancellationToken).ConfigureAwait(false) == 1;
    }

    public override async ValueTask<IReadOnlyList<PresentUser>> GetUsersAsync(string? group, CancellationToken cancellationToken) => await _reader.GetUsersAsync(group, cancellationToken).ConfigureAwait(false);

    public override async ValueTask<IReadOnlyList<PresentConnection>> GetConnectionsAsync(string? group, string? userId, CancellationToken cancellationToken) =>
        await _reader.GetConnectionsAsync(group, userId, cancellationToken).ConfigureAwait(false);

    public override async ValueTask<bool> IsOnlineAsync(string userId, string? group, CancellationToken cancellationToken) =>
        await _hub.UseAsync(database => database.HashExistsAsync(_keys.Users, userId), cancellationToken).ConfigureAwait(false)
        && (group is null || await _hub.UseAsync(database => database.HashExistsAsync(_keys.Counts(group), userId), cancellationToken).ConfigureAwait(false));

    public override async ValueTask<PresenceCounts> CountAsync(string? group, CancellationToken cancellationToken) => await _reader.CountAsync(group, cancellationToken).ConfigureAwait(false);

    public override async ValueTask<DateTimeOffset?> GetLastSeenAsync(string userId, CancellationToken cancellationToken)
    {
        if (await IsOnlineAsync(userId, group: null, cancellationToken).ConfigureAwait(false))
        {
            return _time.GetUtcNow();
        }

        double? time = await _hub.UseAsync(database => database.SortedSetScoreAsync(_keys.LastSeen, userId), cancellationToken).ConfigureAwait(false);
        DateTimeOffset? lastSeen = time is { } seen ? DateTimeOffset.FromUnixTimeMilliseconds((long)seen) : null;
        return lastSeen > _time.GetUtcNow() - _hub.Options.LastSeenRetention ? lastSeen : null;
    }

    public override IAsyncEnumerable<PresenceChange> WatchAsync(string? group, CancellationToken cancellationToken) => _watchers.WatchAsync(group, cancellationToken);

    public override async ValueTask<bool> AskAsync(string? group, CancellationToken cancellationToken) =>
        (int)await _hub.RunAsync(PresenceScripts.Ask, [_keys.Asked, _keys.Listed], [HubKeys.ToScope(group)], cancellationToken).ConfigureAwait(false) == 1;

    public override async ValueTask<bool> SetListedAsync(string? group, long began, CancellationToken cancellationToken) =>
        (int)await _hub.RunAsync(PresenceScripts.SetListed, [_keys.Asked, _keys.Listed], [HubKeys.ToScope(group), began], cancellationToken).ConfigureAwait(false) == 1;

    public override async ValueTask<IReadOnlyList<string>> GetAskedGroupsAsync(CancellationToken cancellationToken)
    {
        var groups = (RedisResult[])(await _hub.RunAsync(
            PresenceScripts.Asked, [_keys.Asked, _keys.Listed], [(long)AskedAge.TotalMilliseconds, _hub.Options.MaxReconciledGroups], cancellationToken).ConfigureAwait(false))!;
        foreach (string[] batch in ((string[])groups[0]!)!.Chunk(BatchSize))
        {
            RedisKey[] counts = [.. batch.Select(scope => _keys.Counts(HubKeys.ToGroup(scope)))];
            await _hub.RunAsync(PresenceScripts.Forget, [_keys.Asked, _keys.Listed, .. counts], [.. batch.Select(scope => (RedisValue)scope)], cancellationToken).ConfigureAwait(false);
        }

        return [.. ((string[])groups[1]!)!.Select(HubKeys.ToGroup).OfType<string>()];
    }

    public override async ValueTask<IAsyncDisposable?> TryLockAsync(string name, CancellationToken cancellationToken) => await RedisLock.TryTakeAsync(_hub, name, cancellationToken).ConfigureAwait(false);

    public override async ValueTask SetComparedAsync(CancellationToken cancellationToken) =>
        await _hub.RunAsync(PresenceScripts.Compared, [], [1], cancellationToken).ConfigureAwait(false);

    public override async ValueTask<TimeSpan?> GetTimeSinceComparisonAsync(CancellationToken cancellationToken) =>
        (long)await _hub.RunAsync(PresenceScripts.Compared, [], [0], cancellationToken).ConfigureAwait(false) is >= 0 and long milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null;

    public override async ValueTask<long> BeginListingAsync(CancellationToken cancellationToken) => (long)await _hub.RunAsync(PresenceScripts.Begin, [], [], cancellationToken).ConfigureAwait(false);

    public override async ValueTask<int> AddListedAsync(string? group, long began, IReadOnlyList<WebPubSubGroupMember> members, CancellationToken cancellationToken) =>
        await _listing.AddAsync(group, began, members, cancellationToken).ConfigureAwait(false);

    public override async ValueTask<IReadOnlyList<string>> FindMissingAsync(string? group, long began, IReadOnlySet<string> listed, CancellationToken cancellationToken) =>
        await _listing.FindMissingAsync(group, began, listed, cancellationToken).ConfigureAwait(false);

    public override async ValueTask<int> RemoveMissingAsync(string group, long began, IReadOnlyList<string> connectionIds, CancellationToken cancellationToken) =>
        await _listing.RemoveMissingAsync(group, began, connectionIds, cancellationToken).ConfigureAwait(false);

    public override async ValueTask UnreserveMissingAsync(long began, IReadOnlyList<string> connectionIds, CancellationToken cancellationToken) =>
        await _listing.UnreserveMissingAsync(began, connectionIds, cancellationToken).ConfigureAwait(false);

    public override async ValueTask<long> GetTimeAsync(CancellationToken cancellationToken) => (long)await _hub.RunAsync(PresenceScripts.Time, [], [], cancellationToken).ConfigureAwait(false);

    public override async ValueTask<IReadOnlyList<string>> GetUnreservedAsync(int max, CancellationToken cancellationToken) =>
        [.. (await _hub.UseAsync(database => database.SetRandomMembersAsync(_keys.Unreserved, max), cancellationToken).ConfigureAwait(false)).Select(id => (string)id!)];

    public override async ValueTask<int> RemoveExpiredAsync(long time, CancellationToken cancellationToken)
    {
        int removed = 0;
        while (true)
        {
            string[] expired = await FindExpiredAsync(time, cancellationToken).ConfigureAwait(false);
            foreach (string connectionId in expired)
            {
                int ended = (int)await _hub.RunAsync(PresenceScripts.Expire, [_keys.Connection(connectionId), _keys.GroupsOf(connectionId)], [connectionId, time], cancellationToken).ConfigureAwait(false);
                removed += Math.Min(ended, 1);
                if (ended == HasGroups)
                {
                    await _ended.RemoveAsync(connectionId, cancellationToken).ConfigureAwait(false);
                }
            }

            if (expired.Length == 0)
            {
                return removed;
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        _watchers.Dispose();
        _stopping.Cancel();
        _stopping.Dispose();
        base.Dispose(disposing);
    }

    private RedisKey[] EndKeys(string connectionId) => [_keys.Connection(connectionId), _keys.Ended(connectionId), _keys.GroupsOf(connectionId)];

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await TryAsync(_pendingLeaves.TakeAsync, cancellationToken).ConfigureAwait(false);
            await TryAsync(_ended.RemoveLeftoversAsync, cancellationToken).ConfigureAwait(false);
            await TryAsync(_watchers.VerifyAsync, cancellationToken).ConfigureAwait(false);
            await TryAsync(token => FindExpiredAsync(time: 0, token), cancellationToken).ConfigureAwait(false); // it trims the last-seen times
            await Task.Delay(TickPeriod, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<string[]> FindExpiredAsync(long time, CancellationToken cancellationToken)
    {
        RedisResult result = await _hub.RunAsync(PresenceScripts.Expired, [], [time, (long)_hub.Options.LastSeenRetention.TotalMilliseconds, MaxLastSeen], cancellationToken).ConfigureAwait(false);
        return ((string[])result!)!;
    }

    // One step must not stop the others.
    private static async Task TryAsync(Func<CancellationToken, Task> step, CancellationToken cancellationToken)
    {
        try
        {
            await step(cancellationToken).ConfigureAwait(false);
        }
        catch (PresenceStoreException)
        {
            // Redis is away. The calls of the application say so, and the next tick continues.
        }
        catch (OperationCanceledException)
        {
            // The store was disposed.
        }
    }
}
