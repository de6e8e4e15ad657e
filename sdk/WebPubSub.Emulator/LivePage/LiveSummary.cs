// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.LivePage;

/// <summary>The state for the commands of the tool.</summary>
/// <param name="Hubs">The hubs that have connections or event handlers.</param>
/// <param name="Failures">The last lines that failed, one for each reason, the oldest first.</param>
internal sealed record LiveSummary(IReadOnlyList<LiveHub> Hubs, IReadOnlyList<LiveEntry> Failures);
