// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Protocol;

/// <summary>A message of a client: sends data to the members of a group.</summary>
/// <remarks>See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-json-webpubsub-subprotocol">the subprotocol</see>.</remarks>
public sealed class SendToGroupMessage : WebPubSubMessage
{
    /// <summary>Creates a message.</summary>
    /// <param name="group">The group. The sender does not need to be a member.</param>
    /// <param name="data">The data.</param>
    /// <param name="dataType">The type of the data.</param>
    /// <param name="ackId">Asks for an acknowledgement, and lets the service recognize a repeat. <see langword="null"/> asks for none.</param>
    /// <param name="noEcho">Whether the service skips this connection, if it is a member.</param>
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

    /// <summary>Gets the ID that asks for an acknowledgement, and lets the service recognize a repeat. <see langword="null"/> asks for none.</summary>
    public long? AckId { get; }

    /// <summary>Gets whether the service skips this connection, if it is a member.</summary>
    public bool NoEcho { get; }

    /// <summary>Gets how long the service may keep the message for a client that is slow or away: 0 to 300 seconds. The default is 0: no limit.</summary>
    public int TtlSeconds { get; init; }

    /// <summary>Gets the key-value pairs that travel with the message.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
}
