// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Simulation.History;

/// <summary>The most messages and bytes that a client may hold at any moment.</summary>
/// <param name="Messages">How many unsent frames.</param>
/// <param name="Bytes">How many bytes of unsent and unacknowledged frames.</param>
/// <param name="UnhandledMessages">How many messages that are received and not handled.</param>
/// <param name="UnhandledBytes">How many bytes of them.</param>
internal sealed record HistoryLimits(int Messages, long Bytes, int UnhandledMessages, long UnhandledBytes)
{
    /// <summary>How many bytes a pending join or leave has at most, which a new connection repeats beside the full buffer.</summary>
    public const int GroupCallBytes = 200;
}
