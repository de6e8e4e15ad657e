// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Presence.Simulation.History;

/// <summary>An item of a watch, as an instance has received it.</summary>
/// <param name="Scope">The hub or the group.</param>
/// <param name="Kind">The name of the <c>PresenceChangeKind</c>.</param>
/// <param name="Epoch">The epoch.</param>
/// <param name="Sequence">The sequence.</param>
/// <param name="Users">The user IDs.</param>
internal sealed record WatchItem(string Scope, string Kind, string Epoch, long Sequence, string[] Users);
