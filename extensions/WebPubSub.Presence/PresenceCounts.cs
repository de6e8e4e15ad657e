// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Presence;

/// <summary>The numbers of users and connections in a hub or a group.</summary>
/// <param name="Users">The number of users, including users whose <see cref="WebPubSubPresenceOptions.GracePeriod"/> runs. Anonymous connections have no user.</param>
/// <param name="Connections">The number of connections, including anonymous connections.</param>
/// <param name="AnonymousConnections">The number of connections without a user ID.</param>
public readonly record struct PresenceCounts(int Users, int Connections, int AnonymousConnections);
