// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Presence;

/// <summary>An item of <see cref="IWebPubSubPresence{THub}.WatchAsync"/>.</summary>
/// <param name="Kind">The kind of the change.</param>
/// <param name="Users">The users who are online for a snapshot, otherwise the one user who came or left.</param>
/// <param name="Epoch">The ID of the data in the store. A store that has lost its data has a new epoch, and its watchers receive a new snapshot.</param>
/// <param name="Sequence">
/// The number of the change in the hub or group. The number of a change is one higher than that of the item before it. A snapshot has the number of the last change that it contains.
/// </param>
public sealed record PresenceChange(PresenceChangeKind Kind, IReadOnlyList<PresentUser> Users, string Epoch, long Sequence);
