// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Presence.Memory;

/// <summary>The end of a connection or of a membership.</summary>
/// <param name="EventId">The event ID of the event that ended it; 0 if a listing showed the end.</param>
/// <param name="ChangedAt">The number of the store's change.</param>
/// <param name="Time">The time of the change, on the clock of the store.</param>
internal readonly record struct Tombstone(int EventId, long ChangedAt, TimeSpan Time);
