// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.LivePage;

/// <summary>The state of the emulator in the format of the live page.</summary>
/// <param name="Hubs">The hubs.</param>
/// <param name="Connections">The newest connections.</param>
/// <param name="Total">The number of all connections.</param>
/// <param name="IsTraceOff">Whether the trace keeps no entries.</param>
/// <param name="ClockOffset">The offset of the emulator's clock from the system clock, in seconds. If the clock stops, the state is sent again.</param>
/// <param name="Now">The current time of the emulator's clock, in milliseconds since 1970.</param>
internal sealed record LiveState(
    IReadOnlyList<LiveHub> Hubs, IReadOnlyList<LiveConnection> Connections, int Total, bool IsTraceOff, long ClockOffset, long Now = 0);
