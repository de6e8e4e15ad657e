// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Protocol;

/// <summary>A message of a client: raises an event at the event handler.</summary>
/// <remarks>See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-json-webpubsub-subprotocol">the subprotocol</see>.</remarks>
public sealed class SendEventMessage : WebPubSubMessage
{
    /// <summary>Creates a message.</summary>
    /// <param name="eventName">The name of the event.</param>
    /// <param name="data">The data.</param>
    /// <param name="dataType">The type of the data.</param>
    /// <param name="ackId">Asks for an acknowledgement, and lets the service recognize a repeat. <see langword="null"/> asks for none.</param>
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

    /// <summary>Gets the ID that asks for an acknowledgement, and lets the service recognize a repeat. <see langword="null"/> asks for none.</summary>
    public long? AckId { get; }

    /// <summary>Gets the key-value pairs that travel with the message.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
}
