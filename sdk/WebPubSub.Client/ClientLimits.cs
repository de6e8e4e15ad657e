// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client;

/// <summary>Limits that follow from those of the service. Only tests use other values.</summary>
/// <param name="AckMemory">How many ack IDs the service remembers for a connection. A repeat of an older one would be carried out twice.</param>
/// <param name="AcknowledgeMessages">How many messages a reliable connection may receive before the client acknowledges them at once.</param>
/// <param name="AcknowledgeBytes">How many bytes a reliable connection may receive before the client acknowledges them at once.</param>
/// <param name="ServiceMessages">How many unacknowledged messages the service keeps for a reliable connection.</param>
/// <param name="ServiceBytes">How many bytes of them.</param>
/// <remarks>
/// The service ends a reliable connection with 1,000 unacknowledged messages or 16 MiB of them; see
/// <see href="https://learn.microsoft.com/azure/azure-web-pubsub/howto-develop-reliable-clients">Create reliable WebSocket clients</see>.
/// </remarks>
internal sealed record ClientLimits(
    int AckMemory = 1000, int AcknowledgeMessages = 100, int AcknowledgeBytes = 1024 * 1024, int ServiceMessages = 1000, int ServiceBytes = 16 * 1024 * 1024)
{
    public static ClientLimits Default { get; } = new();
}
