// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers;
using System.Net.WebSockets;
using WebPubSub.Protobuf;
using WebPubSub.Protocol;

namespace WebPubSub.Emulator.Messages;

/// <summary>A message for any number of clients. It is encoded once per protocol, for the first client that needs it.</summary>
/// <param name="message">The message.</param>
/// <param name="expiresAt">The time stamp after which the message is dropped.</param>
internal sealed class Delivery(WebPubSubMessage message, long expiresAt = Delivery.Never)
{
    private const long Never = long.MaxValue;

    private byte[]? _json; // if two threads encode the message at the same time, the bytes are the same
    private byte[]? _protobuf;

    public WebPubSubMessage Message { get; } = message;

    /// <summary>Gets the explanation of a failure, for the trace. Clients do not receive it.</summary>
    public string? Explanation { get; init; }

    /// <summary>
    /// Gets whether reliable clients receive the message with a sequence ID, and again after a recovery.
    /// See docs/protocols/client-protocols.md#68-sequenced-messages.
    /// </summary>
    public bool IsData => Message is GroupDataMessage or ServerDataMessage or GroupStateSnapshotMessage or GroupStateUpdateMessage;

    /// <summary>Gets whether the message may be dropped because of its age.</summary>
    public bool CanExpire => expiresAt != Never;

    /// <summary>
    /// Creates a delivery that is dropped if it cannot be written within a number of seconds; 0 for no limit. See docs/protocols/rest-api.md#93-messagettlseconds.
    /// </summary>
    public static Delivery CreateWithTtl(int ttlSeconds, WebPubSubMessage message, TimeProvider time) =>
        new(message, ttlSeconds == 0 ? Never : time.GetTimestamp() + (ttlSeconds * time.TimestampFrequency));

    public bool HasExpired(TimeProvider time) => CanExpire && time.GetTimestamp() > expiresAt;

    public Frame ToJson() => new(_json ??= EncodeJson(), WebSocketMessageType.Text);

    public Frame ToProtobuf() => new(_protobuf ??= EncodeProtobuf(), WebSocketMessageType.Binary);

    /// <summary>Returns the frame for a client without a subprotocol: the bytes of a data message. Other messages, and the end of a stream, have no frame.</summary>
    public Frame? ToRaw() => Message switch
    {
        GroupDataMessage { Stream.EndOfStream: true } => null,
        GroupDataMessage group => ToRaw(group.Data, group.DataType),
        ServerDataMessage server => ToRaw(server.Data, server.DataType),
        _ => null,
    };

    private static Frame ToRaw(BinaryData data, WebPubSubDataType dataType) => new(
        data.ToMemory(),
        dataType is WebPubSubDataType.Text or WebPubSubDataType.Json ? WebSocketMessageType.Text : WebSocketMessageType.Binary);

    private byte[] EncodeJson()
    {
        var output = new ArrayBufferWriter<byte>(256);
        JsonDownstreamWriter.Write(output, Message);
        return output.WrittenSpan.ToArray();
    }

    private byte[] EncodeProtobuf()
    {
        var output = new ArrayBufferWriter<byte>(256);
        ProtobufDownstreamWriter.Write(output, Message);
        return output.WrittenSpan.ToArray();
    }
}
