// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Protocol;

/// <summary>A message of the service: a message to a group that this connection is in.</summary>
/// <remarks>See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-json-reliable-webpubsub-subprotocol">the subprotocol</see>.</remarks>
public sealed class GroupDataMessage : WebPubSubMessage
{
    /// <summary>Creates a message.</summary>
    /// <param name="group">The group.</param>
    /// <param name="dataType">The type of the data.</param>
    /// <param name="data">The data.</param>
    /// <param name="sequenceId">The sequence ID of the message on this connection. Reliable subprotocols only.</param>
    /// <param name="fromUserId">The user that sent it; <see langword="null"/> if it was sent by REST or by an anonymous client.</param>
    public GroupDataMessage(string group, WebPubSubDataType dataType, BinaryData data, long? sequenceId, string? fromUserId)
    {
        Group = group;
        DataType = dataType;
        Data = data;
        SequenceId = sequenceId;
        FromUserId = fromUserId;
    }

    /// <summary>Gets the group.</summary>
    public string Group { get; }

    /// <summary>Gets the type of the data.</summary>
    public WebPubSubDataType DataType { get; }

    /// <summary>Gets the data.</summary>
    public BinaryData Data { get; }

    /// <summary>Gets the sequence ID of the message on this connection. Reliable subprotocols only.</summary>
    public long? SequenceId { get; }

    /// <summary>Gets the user that sent it; <see langword="null"/> if it was sent by REST or by an anonymous client.</summary>
    public string? FromUserId { get; }

    /// <summary>Gets the key-value pairs that travel with the message.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>Gets the part of a stream that the message is; <see langword="null"/> if it is not part of a stream. Preview.</summary>
    [Experimental(PreviewFeature.Id)]
    public StreamFragment? Stream { get; init; }
}
