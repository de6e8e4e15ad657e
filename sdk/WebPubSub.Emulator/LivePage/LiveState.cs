// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.LivePage;

/// <summary>What is in the emulator.</summary>
/// <param name="Hubs">Its hubs.</param>
/// <param name="Connections">The newest connections.</param>
/// <param name="Total">How many connections there are.</param>
internal sealed record LiveState(IReadOnlyList<LiveHub> Hubs, IReadOnlyList<LiveConnection> Connections, int Total);
