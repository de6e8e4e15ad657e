// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Protocol;

/// <summary>A message from a client that sends data to the members of a group.</summary>
/// <remarks>See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-json-webpubsub-subprotocol">the subprotocol</see>.</remarks>
public sealed class SendToGroupMessage : WebPubSubMessage
{
    /// <summary>Creates a message.</summary>
    /// <param name="group">The group. The sender does not need to be a member.</param>
    /// <param name="data">The data.</param>
    /// <param name="dataType">The type of the data.</param>
    /// <param name="ackId">The ack ID, which also lets the service detect a repeated request. <see langword="null"/> requests no acknowledgement.</param>
    /// <param name="noEcho">Whether the service excludes this connection from the recipients.</param>
    public SendToGroupMessage(string group, BinaryData data, WebPubSubDataType dataType, long? ackId, bool noEcho)
    {
        Group = group;
        Data = data;
        DataType = dataType;
        AckId = ackId;
        NoEcho = noEcho;
    }

    /// <summary>Gets the group. The sender does not need to be a member.</summary>
    public string Group { get; }

    /// <summary>Gets the data.</summary>
    public BinaryData Data { get; }

    /// <summary>Gets the type of the data.</summary>
    public WebPubSubDataType DataType { get; }

    /// <summary>Gets the ack ID, which also lets the service detect a repeated request. <see langword="null"/> requests no acknowledgement.</summary>
    public long? AckId { get; }

    /// <summary>Gets whether the service excludes this connection from the recipients.</summary>
    public bool NoEcho { get; }

    /// <summary>Gets the maximum time in seconds that the service keeps the message for a slow or disconnected client: 0 to 300.</summary>
    /// <value>The default is 0, which means no limit.</value>
    public int TtlSeconds { get; init; }

    /// <summary>Gets the metadata of the message, as pairs of keys and values.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
}
