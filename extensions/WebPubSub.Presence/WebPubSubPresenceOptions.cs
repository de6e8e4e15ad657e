// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Presence.Stores;

namespace WebPubSub.Presence;

/// <summary>The options of <c>AddPresence</c>.</summary>
/// <remarks>User IDs and the times at which users are online are personal data. The store keeps them only as long as these options say.</remarks>
public sealed class WebPubSubPresenceOptions
{
    /// <summary>Gets or sets how long a user who has no connection is still online. A user who reloads a page does not leave.</summary>
    /// <value>The default is 5 seconds. <see cref="TimeSpan.Zero"/> reports each user who leaves at once. The maximum is 10 minutes.</value>
    public TimeSpan GracePeriod { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets or sets the time between two comparisons of the store with the service.</summary>
    /// <value>The default is 30 seconds. The range is 1 second to 1 hour.</value>
    /// <remarks>
    /// A comparison lists the connections of the hub, and of each group that was asked for, 200 connections per request. A connection that neither an event nor a
    /// listing has confirmed for four periods is removed.
    /// </remarks>
    public TimeSpan ReconciliationPeriod { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets the maximum number of listing requests per second, for each hub of this process.</summary>
    /// <value>The default is 50. The range is 1 to 10,000.</value>
    public int MaxListingRequestsPerSecond { get; set; } = 50;

    /// <summary>Gets or sets the maximum number of groups that are compared with the service. The group that was asked for least recently is dropped first.</summary>
    /// <value>The default is 1,000. The minimum is 1.</value>
    /// <remarks>A dropped group is listed again when it is asked for. A group that has not been asked for during 10 minutes, and has no watcher, is dropped too.</remarks>
    public int MaxReconciledGroups { get; set; } = 1000;

    /// <summary>Gets or sets how long the time of a user's last connection is kept after the user has left.</summary>
    /// <value>The default is 1 day. <see cref="TimeSpan.Zero"/> keeps none. In memory, the last 10,000 users who left are kept, and in Redis 100,000.</value>
    public TimeSpan LastSeenRetention { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Gets or sets the name of the group that contains all connections of the hub, so that the service can list them.</summary>
    /// <value>The default is <c>webpubsub-presence</c>. The hub does not receive events of this group.</value>
    public string ReservedGroup { get; set; } = "webpubsub-presence";

    internal Func<IServiceProvider, string, TimeProvider, PresenceStore>? CreateStore { get; private set; }

    /// <summary>Uses a store of another package instead of the memory of this process, so that all instances of the application see the same users.</summary>
    /// <param name="create">Creates the store of a hub, from the services of the application, the name of the hub and the clock.</param>
    public void UseStore(Func<IServiceProvider, string, TimeProvider, PresenceStore> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        CreateStore = create;
    }
}
