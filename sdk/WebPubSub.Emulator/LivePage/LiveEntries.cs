// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.LivePage;

/// <summary>The lines to show since the last update.</summary>
/// <param name="Run">The ID of the emulator. Another emulator starts with a new entry number.</param>
/// <param name="Entries">The lines, the oldest first.</param>
/// <param name="Dropped">The number of further entries, which arrived too fast to be shown.</param>
internal sealed record LiveEntries(string Run, IReadOnlyList<LiveEntry> Entries, long Dropped);
