// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Protocol;

/// <summary>A message from a client that removes the connection from a group.</summary>
/// <remarks>See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-json-webpubsub-subprotocol">the subprotocol</see>.</remarks>
public sealed class LeaveGroupMessage : WebPubSubMessage
{
    /// <summary>Creates a message.</summary>
    /// <param name="group">The group.</param>
    /// <param name="ackId">The ack ID, which also lets the service detect a repeated request. <see langword="null"/> requests no acknowledgement.</param>
    public LeaveGroupMessage(string group, long? ackId)
    {
        Group = group;
        AckId = ackId;
    }

    /// <summary>Gets the group.</summary>
    public string Group { get; }

    /// <summary>Gets the ack ID, which also lets the service detect a repeated request. <see langword="null"/> requests no acknowledgement.</summary>
    public long? AckId { get; }
}
