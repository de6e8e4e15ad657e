// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Configuration;

/// <summary>The limits of the service. Only tests use other values.</summary>
/// <param name="AckCacheSize">The number of ack IDs that the service remembers for a connection.</param>
/// <param name="UnacknowledgedMessages">The number of messages that a client may leave unacknowledged or unread.</param>
/// <param name="UnacknowledgedBytes">The number of bytes that a client may leave unacknowledged or unread.</param>
/// <param name="AcknowledgementTimeout">The time that a publisher waits for the next acknowledgement of a subscriber that is far behind.</param>
internal sealed record EmulatorLimits(int AckCacheSize, int UnacknowledgedMessages, long UnacknowledgedBytes, TimeSpan AcknowledgementTimeout)
{
    public static EmulatorLimits ServiceDefaults { get; } = new(1000, 1000, 16 * 1024 * 1024, TimeSpan.FromMilliseconds(250));
}
