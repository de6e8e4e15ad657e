// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.LivePage;

/// <summary>What is in the emulator.</summary>
/// <param name="Hubs">Its hubs.</param>
/// <param name="Connections">The newest connections.</param>
/// <param name="Total">How many connections there are.</param>
/// <param name="IsTraceOff">Whether nothing is remembered.</param>
/// <param name="ClockOffset">How far the emulator's clock is from the real one, in seconds; a clock that does not run makes the page look again.</param>
/// <param name="Now">The emulator's clock, in milliseconds.</param>
internal sealed record LiveState(
    IReadOnlyList<LiveHub> Hubs, IReadOnlyList<LiveConnection> Connections, int Total, bool IsTraceOff, long ClockOffset, long Now = 0);
