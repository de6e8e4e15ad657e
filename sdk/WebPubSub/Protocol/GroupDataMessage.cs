// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Protocol;

/// <summary>A message from the service: a message to a group that this connection is a member of.</summary>
/// <remarks>See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-json-reliable-webpubsub-subprotocol">the subprotocol</see>.</remarks>
public sealed class GroupDataMessage : WebPubSubMessage
{
    /// <summary>Creates a message.</summary>
    /// <param name="group">The group.</param>
    /// <param name="dataType">The type of the data.</param>
    /// <param name="data">The data.</param>
    /// <param name="sequenceId">The sequence ID of the message on this connection. Reliable subprotocols only.</param>
    /// <param name="fromUserId">The user ID of the sender. It is <see langword="null"/> for REST calls, anonymous clients and protobuf subprotocols.</param>
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

    /// <summary>Gets the user ID of the sender. It is <see langword="null"/> for REST calls, anonymous clients and protobuf subprotocols.</summary>
    public string? FromUserId { get; }

    /// <summary>Gets the metadata of the message, as pairs of keys and values.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>Gets the stream fragment in the message, or <see langword="null"/> if the message is not part of a stream. Preview.</summary>
    [Experimental(PreviewFeature.Id, UrlFormat = PreviewFeature.Url)]
    public StreamFragment? Stream { get; init; }
}
