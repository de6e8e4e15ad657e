// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure;

namespace WebPubSub.Presence;

/// <summary>Tells who is online in a hub. <c>AddPresence</c> registers it.</summary>
/// <typeparam name="THub">The class of the hub.</typeparam>
/// <remarks>
/// A result equals the list of the service within two times <see cref="WebPubSubPresenceOptions.ReconciliationPeriod"/>, even if events were lost, repeated or
/// received in another order. Changes in between can be missing. A user without a connection stays online for another <see cref="WebPubSubPresenceOptions.GracePeriod"/>. The
/// first call for a group lists the group from the service. Later calls use the store. The limits are in
/// <see href="https://github.com/webpubsub-dotnet/webpubsub/blob/main/docs/guides/presence.md">the guide</see>.
/// </remarks>
public interface IWebPubSubPresence<THub>
    where THub : WebPubSubHub
{
    /// <summary>Gets the users who are online, in the order of their user IDs.</summary>
    /// <param name="group">The group. The default is <see langword="null"/>: the hub.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The users. Anonymous connections have no user.</returns>
    /// <exception cref="ArgumentException"><paramref name="group"/> is not a group name, or is reserved for presence. The message contains the rule.</exception>
    /// <exception cref="RequestFailedException">The group was asked for the first time, and the service rejected the listing.</exception>
    /// <exception cref="PresenceStoreException">The store cannot be reached. The store in memory never throws it.</exception>
    Task<IReadOnlyList<PresentUser>> GetUsersAsync(string? group = null, CancellationToken cancellationToken = default);

    /// <summary>Gets the users who are online, in pages in the order of their user IDs.</summary>
    /// <param name="group">The group. The default is <see langword="null"/>: the hub.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>
    /// The pages. <c>AsPages</c> takes a page size from 1 to 1000 (the default is 100) and the continuation token of an earlier page. A user who comes or leaves between two pages
    /// can be missing or present.
    /// </returns>
    /// <exception cref="ArgumentException"><paramref name="group"/> is not a group name, or is reserved for presence. The message contains the rule.</exception>
    AsyncPageable<PresentUser> GetUserPages(string? group = null, CancellationToken cancellationToken = default);

    /// <summary>Gets the open connections, in pages in the order of their connection IDs.</summary>
    /// <param name="group">The group. The default is <see langword="null"/>: the hub.</param>
    /// <param name="userId">The user. The default is <see langword="null"/>: all users and anonymous connections.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The pages, as of <see cref="GetUserPages"/>.</returns>
    /// <exception cref="ArgumentException"><paramref name="group"/> is not a group name, or is reserved for presence. The message contains the rule.</exception>
    AsyncPageable<PresentConnection> GetConnections(string? group = null, string? userId = null, CancellationToken cancellationToken = default);

    /// <summary>Gets whether a user is online.</summary>
    /// <param name="userId">The user ID. It is not empty.</param>
    /// <param name="group">The group. The default is <see langword="null"/>: the hub.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether the user is online, or left less than <see cref="WebPubSubPresenceOptions.GracePeriod"/> ago.</returns>
    /// <exception cref="ArgumentException">A name is empty or invalid.</exception>
    /// <exception cref="PresenceStoreException">The store cannot be reached. The store in memory never throws it.</exception>
    Task<bool> IsOnlineAsync(string userId, string? group = null, CancellationToken cancellationToken = default);

    /// <summary>Gets the numbers of users and connections.</summary>
    /// <param name="group">The group. The default is <see langword="null"/>: the hub.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The numbers.</returns>
    /// <exception cref="ArgumentException"><paramref name="group"/> is not a group name, or is reserved for presence. The message contains the rule.</exception>
    /// <exception cref="PresenceStoreException">The store cannot be reached. The store in memory never throws it.</exception>
    Task<PresenceCounts> CountAsync(string? group = null, CancellationToken cancellationToken = default);

    /// <summary>Gets the time at which a user was last online in the hub.</summary>
    /// <param name="userId">The user ID. It is not empty.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>
    /// The current time for a user who is online. <see langword="null"/> for a user who was never seen, or left before <see cref="WebPubSubPresenceOptions.LastSeenRetention"/>.
    /// </returns>
    /// <exception cref="ArgumentException"><paramref name="userId"/> is empty.</exception>
    /// <exception cref="PresenceStoreException">The store cannot be reached. The store in memory never throws it.</exception>
    Task<DateTimeOffset?> GetLastSeenAsync(string userId, CancellationToken cancellationToken = default);

    /// <summary>Sets the metadata of a connection, such as the name of the device. It replaces the metadata that the connection had.</summary>
    /// <param name="connectionId">The connection ID.</param>
    /// <param name="metadata">The names and values: together at most 1,024 bytes of UTF-8.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether the connection is open. Otherwise the call has no effect.</returns>
    /// <exception cref="ArgumentException">The metadata is too long, or <paramref name="connectionId"/> is empty.</exception>
    /// <exception cref="PresenceStoreException">The store cannot be reached. The store in memory never throws it.</exception>
    Task<bool> SetMetadataAsync(string connectionId, IReadOnlyDictionary<string, string> metadata, CancellationToken cancellationToken = default);

    /// <summary>Watches the users of the hub or of a group.</summary>
    /// <param name="group">The group. The default is <see langword="null"/>: the hub.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <returns>
    /// A snapshot, then the changes. If the service or the store cannot be reached, the watch waits until it can, and the log says why. A watcher that falls more than 256 changes
    /// behind receives a new snapshot instead of the changes it missed.
    /// </returns>
    /// <exception cref="ArgumentException"><paramref name="group"/> is not a group name, or is reserved for presence. The message contains the rule.</exception>
    IAsyncEnumerable<PresenceChange> WatchAsync(string? group = null, CancellationToken cancellationToken = default);

    /// <summary>Compares the store with the service now, instead of at the next <see cref="WebPubSubPresenceOptions.ReconciliationPeriod"/>.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>
    /// A task that completes when the hub, and each group that was asked for, has been compared. It completes at once if another instance of the application is comparing them.
    /// </returns>
    /// <exception cref="RequestFailedException">The service rejected a listing.</exception>
    /// <exception cref="PresenceStoreException">The store cannot be reached. The store in memory never throws it.</exception>
    Task ReconcileAsync(CancellationToken cancellationToken = default);
}
