// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.LivePage;

/// <summary>What there is to show since the last time.</summary>
/// <param name="Run">Which emulator says so: another one counts its entries anew.</param>
/// <param name="Entries">The lines, the oldest first.</param>
/// <param name="Dropped">How many more there were, which came too fast to be shown.</param>
internal sealed record LiveEntries(string Run, IReadOnlyList<LiveEntry> Entries, long Dropped);
