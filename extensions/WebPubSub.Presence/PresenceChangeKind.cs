// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Presence;

/// <summary>The kind of a <see cref="PresenceChange"/>.</summary>
public enum PresenceChangeKind
{
    /// <summary>All users who are online. It replaces the users that the watcher knew before.</summary>
    Snapshot,

    /// <summary>A user has come online.</summary>
    Joined,

    /// <summary>A user has gone, and did not come back within <see cref="WebPubSubPresenceOptions.GracePeriod"/>.</summary>
    Left,
}
