// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client;

/// <summary>Limits that the client derives from the limits of the service. Only tests use other values.</summary>
/// <param name="AckCacheSize">The number of ack IDs that the service remembers for a connection. The service would process a repeat of an older ack ID twice.</param>
/// <param name="AcknowledgeMessages">The number of messages that a reliable connection can receive before the client acknowledges them immediately.</param>
/// <param name="AcknowledgeBytes">The number of bytes that a reliable connection can receive before the client acknowledges them immediately.</param>
/// <param name="ServiceMessages">The number of unacknowledged messages that the service keeps for a reliable connection.</param>
/// <param name="ServiceBytes">The number of bytes of unacknowledged messages that the service keeps for a reliable connection.</param>
/// <remarks>
/// The service ends a reliable connection that has 1,000 or 16 MiB of unacknowledged messages; see
/// <see href="https://learn.microsoft.com/azure/azure-web-pubsub/howto-develop-reliable-clients">Create reliable WebSocket clients</see>.
/// </remarks>
internal sealed record ClientLimits(
    int AckCacheSize = 1000, int AcknowledgeMessages = 100, int AcknowledgeBytes = 1024 * 1024, int ServiceMessages = 1000, int ServiceBytes = 16 * 1024 * 1024)
{
    public static ClientLimits Default { get; } = new();
}
