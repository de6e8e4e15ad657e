// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Protocol;

/// <summary>A message of the service that this version has no model for. A newer service may send some.</summary>
/// <remarks>See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-json-reliable-webpubsub-subprotocol">the subprotocol</see>.</remarks>
public sealed class UnknownMessage : WebPubSubMessage
{
    /// <summary>Creates a message.</summary>
    /// <param name="description">The unknown part, such as its type. It contains none of the content.</param>
    /// <param name="sequenceId">The sequence ID of the message, which is acknowledged like any other. Reliable subprotocols only.</param>
    public UnknownMessage(string description, long? sequenceId = null)
    {
        Description = description;
        SequenceId = sequenceId;
    }

    /// <summary>Gets the unknown part, such as its type. It contains none of the content.</summary>
    public string Description { get; }

    /// <summary>Gets the sequence ID of the message, which is acknowledged like any other. Reliable subprotocols only.</summary>
    public long? SequenceId { get; }
}
