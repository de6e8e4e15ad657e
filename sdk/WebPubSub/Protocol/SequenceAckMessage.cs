// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Protocol;

/// <summary>A message from a client that acknowledges all messages up to a sequence ID.</summary>
/// <remarks>See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-json-reliable-webpubsub-subprotocol">the subprotocol</see>.</remarks>
public sealed class SequenceAckMessage : WebPubSubMessage
{
    /// <summary>Creates a message.</summary>
    /// <param name="sequenceId">The largest sequence ID that the client has received.</param>
    public SequenceAckMessage(long sequenceId) => SequenceId = sequenceId;

    /// <summary>Gets the largest sequence ID that the client has received.</summary>
    public long SequenceId { get; }
}
