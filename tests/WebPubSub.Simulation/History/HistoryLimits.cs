// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Simulation.History;

/// <summary>The maximum number of messages and bytes that a client may hold at any time.</summary>
/// <param name="Messages">The maximum number of unsent frames.</param>
/// <param name="Bytes">The maximum number of bytes of unsent and unacknowledged frames.</param>
/// <param name="UnhandledMessages">The maximum number of received but unhandled messages.</param>
/// <param name="UnhandledBytes">The maximum number of bytes of these messages.</param>
internal sealed record HistoryLimits(int Messages, long Bytes, int UnhandledMessages, long UnhandledBytes)
{
    /// <summary>The maximum number of bytes of a pending join or leave. A new connection repeats it even if the buffer is full.</summary>
    public const int GroupCallBytes = 200;
}
