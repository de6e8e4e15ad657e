// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Presence.Stores;

namespace WebPubSub.Presence.Memory;

/// <summary>The store of an application that runs in one process.</summary>
internal sealed class MemoryPresenceStore(WebPubSubPresenceOptions options, TimeProvider time) : PresenceStore
{
    private readonly PresenceState _state = new(options, time);
    private readonly AskedGroups _asked = new(options.MaxReconciledGroups, time);
    private readonly ComparisonTime _compared = new(time);

    public override ValueTask ConnectAsync(string connectionId, string? userId, bool isReserved, CancellationToken cancellationToken)
    {
        _state.Connect(connectionId, userId, isReserved);
        return default;
    }

    public override ValueTask<bool> ConfirmAsync(string connectionId, string? userId, CancellationToken cancellationToken) => new(_state.Confirm(connectionId, userId));

    public override ValueTask DisconnectAsync(string connectionId, CancellationToken cancellationToken)
    {
        _state.Disconnect(connectionId);
        return default;
    }

    public override ValueTask JoinAsync(string connectionId, string? userId, string group, int eventId, CancellationToken cancellationToken)
    {
        _state.Join(connectionId, userId, group, eventId);
        return default;
    }

    public override ValueTask LeaveAsync(string connectionId, string group, int eventId, CancellationToken cancellationToken)
    {
        _state.Leave(connectionId, group, eventId);
        return default;
    }

    public override ValueTask SetReservedAsync(string connectionId, bool isReserved, int eventId, CancellationToken cancellationToken)
    {
        _state.SetReserved(connectionId, isReserved, eventId);
        return default;
    }

    public override ValueTask<bool> SetMetadataAsync(string connectionId, IReadOnlyDictionary<string, string> metadata, CancellationToken cancellationToken) =>
        new(_state.SetMetadata(connectionId, metadata));

    public override ValueTask<IReadOnlyList<PresentUser>> GetUsersAsync(string? group, CancellationToken cancellationToken) => new(_state.GetUsers(group));

    public override ValueTask<IReadOnlyList<PresentConnection>> GetConnectionsAsync(string? group, string? userId, CancellationToken cancellationToken) =>
        new(_state.GetConnections(group, userId));

    public override ValueTask<bool> IsOnlineAsync(string userId, string? group, CancellationToken cancellationToken) => new(_state.IsOnline(userId, group));

    public override ValueTask<PresenceCounts> CountAsync(string? group, CancellationToken cancellationToken) => new(_state.Count(group));

    public override ValueTask<DateTimeOffset?> GetLastSeenAsync(string userId, CancellationToken cancellationToken) => new(_state.GetLastSeen(userId));

    public override IAsyncEnumerable<PresenceChange> WatchAsync(string? group, CancellationToken cancellationToken) => _state.WatchAsync(group, cancellationToken);

    public override ValueTask<bool> AskAsync(string? group, CancellationToken cancellationToken) => new(_asked.Ask(group));

    public override ValueTask<bool> SetListedAsync(string? group, long began, CancellationToken cancellationToken)
    {
        bool isFirst = _asked.SetListed(group);
        if (isFirst && group is null)
        {
            _state.SetFirstListing();
        }

        return new ValueTask<bool>(isFirst);
    }

    public override ValueTask<IReadOnlyList<string>> GetAskedGroupsAsync(CancellationToken cancellationToken) => new(_asked.Get());

    public override ValueTask<IAsyncDisposable?> TryLockAsync(string name, CancellationToken cancellationToken) => new(NoLock.Instance); // there is no other instance

    public override ValueTask SetComparedAsync(CancellationToken cancellationToken)
    {
        _compared.Set();
        return default;
    }

    public override ValueTask<TimeSpan?> GetTimeSinceComparisonAsync(CancellationToken cancellationToken) => new(_compared.Elapsed);

    public override ValueTask<long> BeginListingAsync(CancellationToken cancellationToken) => new(_state.BeginListing());

    public override ValueTask<int> AddListedAsync(string? group, long began, IReadOnlyList<WebPubSubGroupMember> members, CancellationToken cancellationToken) =>
        new(_state.AddListed(group, began, members));

    public override ValueTask<IReadOnlyList<string>> FindMissingAsync(string? group, long began, IReadOnlySet<string> listed, CancellationToken cancellationToken) =>
        new(_state.FindMissing(group, began, listed));

    public override ValueTask<int> RemoveMissingAsync(string group, long began, IReadOnlyList<string> connectionIds, CancellationToken cancellationToken) =>
        new(_state.RemoveMissing(group, began, connectionIds));

    public override ValueTask<IReadOnlyList<string>> GetUnreservedAsync(int max, CancellationToken cancellationToken) => new(_state.GetUnreserved(max));

    public override ValueTask UnreserveMissingAsync(long began, IReadOnlyList<string> connectionIds, CancellationToken cancellationToken)
    {
        _state.UnreserveMissing(began, connectionIds);
        return default;
    }

    public override ValueTask<long> GetTimeAsync(CancellationToken cancellationToken) => new(_state.GetTime());

    public override ValueTask<int> RemoveExpiredAsync(long time, CancellationToken cancellationToken) => new(_state.RemoveExpired(time));

    protected override void Dispose(bool disposing)
    {
        _state.Dispose();
        base.Dispose(disposing);
    }

    private sealed class NoLock : IAsyncDisposable
    {
        public static readonly NoLock Instance = new();

        public ValueTask DisposeAsync() => default;
    }
}
