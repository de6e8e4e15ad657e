// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Protocol;

/// <summary>A message from a client that sends an event to the event handler.</summary>
/// <remarks>See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-json-webpubsub-subprotocol">the subprotocol</see>.</remarks>
public sealed class SendEventMessage : WebPubSubMessage
{
    /// <summary>Creates a message.</summary>
    /// <param name="eventName">The name of the event.</param>
    /// <param name="data">The data.</param>
    /// <param name="dataType">The type of the data.</param>
    /// <param name="ackId">The ack ID, which also lets the service detect a repeated request. <see langword="null"/> requests no acknowledgement.</param>
    public SendEventMessage(string eventName, BinaryData data, WebPubSubDataType dataType, long? ackId)
    {
        EventName = eventName;
        Data = data;
        DataType = dataType;
        AckId = ackId;
    }

    /// <summary>Gets the name of the event.</summary>
    public string EventName { get; }

    /// <summary>Gets the data.</summary>
    public BinaryData Data { get; }

    /// <summary>Gets the type of the data.</summary>
    public WebPubSubDataType DataType { get; }

    /// <summary>Gets the ack ID, which also lets the service detect a repeated request. <see langword="null"/> requests no acknowledgement.</summary>
    public long? AckId { get; }

    /// <summary>Gets the metadata of the message, as pairs of keys and values.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
}
