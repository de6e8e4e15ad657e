// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Presence.Memory;

/// <summary>A group of a connection.</summary>
/// <param name="Group">The group.</param>
/// <param name="Index">The position of the connection in the group.</param>
/// <param name="EventId">The event ID of the joined event; 0 if a listing found the membership.</param>
/// <param name="ChangedAt">The number of the store's change that added the membership.</param>
internal readonly record struct Membership(GroupScope Group, int Index, int EventId, long ChangedAt);
