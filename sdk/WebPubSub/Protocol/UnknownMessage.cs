// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Protocol;

/// <summary>A message from the service for which this version has no model. A newer service can send such messages.</summary>
/// <remarks>See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-json-reliable-webpubsub-subprotocol">the subprotocol</see>.</remarks>
public sealed class UnknownMessage : WebPubSubMessage
{
    /// <summary>Creates a message.</summary>
    /// <param name="description">The unknown part of the message, such as its type. It does not contain the data of the message.</param>
    /// <param name="sequenceId">The sequence ID of the message, which the client must acknowledge. Reliable subprotocols only.</param>
    public UnknownMessage(string description, long? sequenceId = null)
    {
        Description = description;
        SequenceId = sequenceId;
    }

    /// <summary>Gets the unknown part of the message, such as its type. It does not contain the data of the message.</summary>
    public string Description { get; }

    /// <summary>Gets the sequence ID of the message, which the client must acknowledge. Reliable subprotocols only.</summary>
    public long? SequenceId { get; }
}
