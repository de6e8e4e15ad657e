// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using WebPubSub.Protocol;

namespace WebPubSub.Client.Sending;

/// <summary>The encoder of messages in the subprotocol of the client. It also validates messages.</summary>
internal sealed class MessageEncoder(WebPubSubProtocol protocol)
{
    /// <summary>The size of the largest frame that the service accepts. The service closes the connection if a frame is larger.</summary>
    public const int MaxFrameBytes = 1024 * 1024;

    private const int EnvelopeBytes = 128;

    /// <summary>Throws if the service would close the connection because of the content.</summary>
    /// <exception cref="ArgumentException">The content is the JSON value <c>null</c>.</exception>
    public static void ValidateContent(BinaryData content, WebPubSubDataType dataType)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (dataType == WebPubSubDataType.Json && content.ToMemory().Span.Trim(" \t\r\n"u8).SequenceEqual("null"u8))
        {
            throw new ArgumentException("The content is the JSON value null, and the service closes a connection that sends it. Send an object, an array or a string instead.", nameof(content));
        }
    }

    /// <summary>Serializes an object to JSON.</summary>
    public static BinaryData ToJson<T>(T content, JsonTypeInfo<T> jsonTypeInfo)
    {
        ArgumentNullException.ThrowIfNull(content); // the service rejects the JSON value null
        ArgumentNullException.ThrowIfNull(jsonTypeInfo);
        return BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(content, jsonTypeInfo));
    }

    /// <summary>Estimates the size of a frame from its content.</summary>
    public static int EstimateSize(WebPubSubMessage? message) => EnvelopeBytes + message switch
    {
        SendToGroupMessage group => EstimateSize(group.Data, group.DataType),
        SendEventMessage sendEvent => EstimateSize(sendEvent.Data, sendEvent.DataType),
        InvokeMessage { Data: { } data } => data.ToMemory().Length,
        _ => 0,
    };

    /// <summary>Encodes a message.</summary>
    /// <exception cref="ArgumentException">The subprotocol lacks the message, the content does not match its data type, or the frame is too large.</exception>
    public ReadOnlyMemory<byte> Encode(WebPubSubMessage message)
    {
        ReadOnlyMemory<byte> bytes = protocol.GetMessageBytes(message);
        return bytes.Length <= MaxFrameBytes
            ? bytes
            : throw new ArgumentException(Explanation.MessageTooBig(MaxFrameBytes, bytes.Length));
    }

    // JSON frames contain binary content as base64.
    private static int EstimateSize(BinaryData data, WebPubSubDataType dataType) =>
        dataType == WebPubSubDataType.Binary ? (data.ToMemory().Length / 3 * 4) + 4 : data.ToMemory().Length;
}
