// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Protocol;

/// <summary>A message from the service: a message that the application server sent.</summary>
/// <remarks>See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-json-reliable-webpubsub-subprotocol">the subprotocol</see>.</remarks>
public sealed class ServerDataMessage : WebPubSubMessage
{
    /// <summary>Creates a message.</summary>
    /// <param name="dataType">The type of the data.</param>
    /// <param name="data">The data.</param>
    /// <param name="sequenceId">The sequence ID of the message on this connection. Reliable subprotocols only.</param>
    public ServerDataMessage(WebPubSubDataType dataType, BinaryData data, long? sequenceId)
    {
        DataType = dataType;
        Data = data;
        SequenceId = sequenceId;
    }

    /// <summary>Gets the type of the data.</summary>
    public WebPubSubDataType DataType { get; }

    /// <summary>Gets the data.</summary>
    public BinaryData Data { get; }

    /// <summary>Gets the sequence ID of the message on this connection. Reliable subprotocols only.</summary>
    public long? SequenceId { get; }

    /// <summary>Gets the metadata of the message, as pairs of keys and values.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
}
