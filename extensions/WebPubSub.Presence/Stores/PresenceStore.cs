// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Presence.Stores;

/// <summary>The store of the presence of one hub. This type is for packages with a store; applications use <see cref="IWebPubSubPresence{THub}"/>.</summary>
/// <remarks>
/// <para>All instances of an application that share a store see the same users. Each event is one step for all instances, except that the memberships of an ended connection can be
/// removed a moment later; readers ignore them. A listing is several steps, one for each page or part of a page.</para>
/// <para>
/// Events can arrive late, twice and in another order. The event IDs of a connection decide between its group events. The number of the store's change decides between an
/// event and a listing that ran at the same time. See <see href="https://github.com/webpubsub-dotnet/webpubsub/blob/main/docs/guides/presence.md">the guide</see>.
/// </para>
/// </remarks>
public abstract class PresenceStore : IDisposable
{
    /// <summary>The number of <see cref="WebPubSubPresenceOptions.ReconciliationPeriod"/> after which a connection is removed that neither an event nor a listing has confirmed.</summary>
    public const int LeasePeriods = 4;

    /// <summary>Gets how long a store remembers the end of a connection or membership.</summary>
    /// <value>5 minutes, because a listing and the repetitions of an event take less. After very many ends, a store can forget earlier.</value>
    public static TimeSpan TombstoneAge { get; } = TimeSpan.FromMinutes(5);

    /// <summary>Gets how long a group is compared with the service after the application has asked for it.</summary>
    /// <value>10 minutes.</value>
    public static TimeSpan AskedAge { get; } = TimeSpan.FromMinutes(10);

    /// <summary>Adds a connection whose <c>connected</c> event has come, unless it has ended.</summary>
    /// <param name="connectionId">The connection ID.</param>
    /// <param name="userId">The user ID, or <see langword="null"/> for an anonymous connection.</param>
    /// <param name="isReserved">Whether the response to the <c>connect</c> event has added the connection to the reserved group. An event of this group that came before decides.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that completes when the change is stored.</returns>
    public abstract ValueTask ConnectAsync(string connectionId, string? userId, bool isReserved, CancellationToken cancellationToken);

    /// <summary>Confirms that a connection is open, because it has sent a message. An unknown connection is added.</summary>
    /// <param name="connectionId">The connection ID.</param>
    /// <param name="userId">The user ID, or <see langword="null"/> for an anonymous connection.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>
    /// <see langword="false"/> if the <c>connected</c> event should have come before, but did not. <see langword="true"/> if it came, if the connection has ended, or if the
    /// first listing has added the connection.
    /// </returns>
    public abstract ValueTask<bool> ConfirmAsync(string connectionId, string? userId, CancellationToken cancellationToken);

    /// <summary>Ends a connection and all its memberships.</summary>
    /// <param name="connectionId">The connection ID.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that completes when the change is stored.</returns>
    public abstract ValueTask DisconnectAsync(string connectionId, CancellationToken cancellationToken);

    /// <summary>Adds a connection to a group, unless a later event has removed it.</summary>
    /// <param name="connectionId">The connection ID.</param>
    /// <param name="userId">The user ID, or <see langword="null"/> for an anonymous connection.</param>
    /// <param name="group">The group.</param>
    /// <param name="eventId">The event ID, or 0 if it is unknown.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that completes when the change is stored.</returns>
    public abstract ValueTask JoinAsync(string connectionId, string? userId, string group, int eventId, CancellationToken cancellationToken);

    /// <summary>Removes a connection from a group, unless a later event has added it.</summary>
    /// <param name="connectionId">The connection ID.</param>
    /// <param name="group">The group.</param>
    /// <param name="eventId">The event ID, or 0 if it is unknown.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that completes when the change is stored.</returns>
    public abstract ValueTask LeaveAsync(string connectionId, string group, int eventId, CancellationToken cancellationToken);

    /// <summary>Sets whether the reserved group contains a connection.</summary>
    /// <param name="connectionId">The connection ID.</param>
    /// <param name="isReserved">Whether the group contains it.</param>
    /// <param name="eventId">The event ID, or 0 if the service has answered a request. An event ID that is smaller than an earlier one has no effect.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that completes when the change is stored.</returns>
    public abstract ValueTask SetReservedAsync(string connectionId, bool isReserved, int eventId, CancellationToken cancellationToken);

    /// <summary>Sets the metadata of a connection.</summary>
    /// <param name="connectionId">The connection ID.</param>
    /// <param name="metadata">The metadata.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether the connection is open.</returns>
    public abstract ValueTask<bool> SetMetadataAsync(string connectionId, IReadOnlyDictionary<string, string> metadata, CancellationToken cancellationToken);

    /// <summary>Gets the users of a group or of the hub, in the ordinal order of their IDs.</summary>
    /// <param name="group">The group, or <see langword="null"/> for the hub.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The users, including those whose grace period runs.</returns>
    public abstract ValueTask<IReadOnlyList<PresentUser>> GetUsersAsync(string? group, CancellationToken cancellationToken);

    /// <summary>Gets the connections of a group or of the hub, in the ordinal order of their IDs.</summary>
    /// <param name="group">The group, or <see langword="null"/> for the hub.</param>
    /// <param name="userId">The user, or <see langword="null"/> for all connections.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The connections.</returns>
    public abstract ValueTask<IReadOnlyList<PresentConnection>> GetConnectionsAsync(string? group, string? userId, CancellationToken cancellationToken);

    /// <summary>Gets whether a user is online in a group or in the hub.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="group">The group, or <see langword="null"/> for the hub.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether the user has a connection, or the grace period runs.</returns>
    public abstract ValueTask<bool> IsOnlineAsync(string userId, string? group, CancellationToken cancellationToken);

    /// <summary>Gets the numbers of users and connections of a group or of the hub.</summary>
    /// <param name="group">The group, or <see langword="null"/> for the hub.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The numbers.</returns>
    public abstract ValueTask<PresenceCounts> CountAsync(string? group, CancellationToken cancellationToken);

    /// <summary>Gets the time at which a user was last online.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The time, or <see langword="null"/> if it is not known.</returns>
    public abstract ValueTask<DateTimeOffset?> GetLastSeenAsync(string userId, CancellationToken cancellationToken);

    /// <summary>Watches a group or the hub.</summary>
    /// <param name="group">The group, or <see langword="null"/> for the hub.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <returns>A snapshot, then the changes.</returns>
    public abstract IAsyncEnumerable<PresenceChange> WatchAsync(string? group, CancellationToken cancellationToken);

    /// <summary>Records that the application asks for a group or for the hub.</summary>
    /// <param name="group">The group, or <see langword="null"/> for the hub.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether <see cref="SetListedAsync"/> was called for it, and the store has not lost its data since.</returns>
    public abstract ValueTask<bool> AskAsync(string? group, CancellationToken cancellationToken);

    /// <summary>Records that a listing of a group or of the hub is complete, unless the store has lost its data since the listing began.</summary>
    /// <param name="group">The group, or <see langword="null"/> for the hub.</param>
    /// <param name="began">The result of <see cref="BeginListingAsync"/>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether it is the first one.</returns>
    public abstract ValueTask<bool> SetListedAsync(string? group, long began, CancellationToken cancellationToken);

    /// <summary>Gets the groups that the application has asked for, and forgets those for which it has not asked recently.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The groups.</returns>
    public abstract ValueTask<IReadOnlyList<string>> GetAskedGroupsAsync(CancellationToken cancellationToken);

    /// <summary>Takes a lock that all instances share, so that only one of them compares the store with the service.</summary>
    /// <param name="name">The name of the lock.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>An object that releases the lock when it is disposed, or <see langword="null"/> if another instance has the lock.</returns>
    public abstract ValueTask<IAsyncDisposable?> TryLockAsync(string name, CancellationToken cancellationToken);

    /// <summary>Records that a comparison of the hub and of all groups that were asked for is complete.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that completes when it is stored.</returns>
    public abstract ValueTask SetComparedAsync(CancellationToken cancellationToken);

    /// <summary>Gets the time since an instance of the application called <see cref="SetComparedAsync"/>.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The time, or <see langword="null"/> if no instance has called it, or if the store has lost its data since.</returns>
    public abstract ValueTask<TimeSpan?> GetTimeSinceComparisonAsync(CancellationToken cancellationToken);

    /// <summary>Starts a listing.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The number of the store's last change.</returns>
    public abstract ValueTask<long> BeginListingAsync(CancellationToken cancellationToken);

    /// <summary>Adds and confirms connections of a listing. It skips those that ended after the listing began.</summary>
    /// <param name="group">The group, or <see langword="null"/> for the hub.</param>
    /// <param name="began">The result of <see cref="BeginListingAsync"/>.</param>
    /// <param name="members">A page of the listing.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The number of connections or memberships that the store did not have.</returns>
    public abstract ValueTask<int> AddListedAsync(string? group, long began, IReadOnlyList<WebPubSubGroupMember> members, CancellationToken cancellationToken);

    /// <summary>Gets the connections that a complete listing does not contain, and that did not change since it began.</summary>
    /// <param name="group">The group, or <see langword="null"/> for the hub.</param>
    /// <param name="began">The result of <see cref="BeginListingAsync"/>.</param>
    /// <param name="listed">The connection IDs of the listing.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The connection IDs. A connection outside the reserved group is never missing in the listing of the hub.</returns>
    public abstract ValueTask<IReadOnlyList<string>> FindMissingAsync(string? group, long began, IReadOnlySet<string> listed, CancellationToken cancellationToken);

    /// <summary>Removes members of a group that two listings did not contain, unless they changed since the first listing began.</summary>
    /// <param name="group">The group.</param>
    /// <param name="began">The result of <see cref="BeginListingAsync"/> for the first listing.</param>
    /// <param name="connectionIds">The connections.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The number of removed memberships.</returns>
    public abstract ValueTask<int> RemoveMissingAsync(string group, long began, IReadOnlyList<string> connectionIds, CancellationToken cancellationToken);

    /// <summary>Records that the reserved group does not contain connections, unless they changed since a listing of it began.</summary>
    /// <param name="began">The result of <see cref="BeginListingAsync"/> for the first listing.</param>
    /// <param name="connectionIds">The connections that two listings of the reserved group did not contain.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that completes when the change is stored. The caller asks the service for each of them.</returns>
    public abstract ValueTask UnreserveMissingAsync(long began, IReadOnlyList<string> connectionIds, CancellationToken cancellationToken);

    /// <summary>Gets connections that the reserved group does not contain.</summary>
    /// <param name="max">The maximum number.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The connection IDs.</returns>
    public abstract ValueTask<IReadOnlyList<string>> GetUnreservedAsync(int max, CancellationToken cancellationToken);

    /// <summary>Gets the time of the store, for <see cref="RemoveExpiredAsync"/>.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A number that only the store understands.</returns>
    public abstract ValueTask<long> GetTimeAsync(CancellationToken cancellationToken);

    /// <summary>Removes connections whose last confirmation is too old, and old records of connections and users who are gone.</summary>
    /// <param name="time">The time at which the last comparison began. Connections that this comparison has confirmed stay, however long it took.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The number of removed connections.</returns>
    public abstract ValueTask<int> RemoveExpiredAsync(long time, CancellationToken cancellationToken);

    /// <summary>Releases the resources of the store.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases the resources of the store.</summary>
    /// <param name="disposing">Whether <see cref="Dispose()"/> calls it.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}
