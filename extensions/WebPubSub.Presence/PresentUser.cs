// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Presence;

/// <summary>A user who is online.</summary>
/// <param name="UserId">The user ID.</param>
/// <param name="Connections">The number of connections of the user in the hub or group. It is 0 while <see cref="WebPubSubPresenceOptions.GracePeriod"/> runs.</param>
/// <param name="OnlineSince">The time at which the hub's first connection of the user was seen.</param>
public sealed record PresentUser(string UserId, int Connections, DateTimeOffset OnlineSince);
