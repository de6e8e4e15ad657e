// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers;
using System.Net.WebSockets;
using WebPubSub.Protobuf;
using WebPubSub.Protocol;

namespace WebPubSub.Emulator.Messages;

/// <summary>A message on its way to any number of clients; encoded once per protocol, whoever asks first.</summary>
/// <param name="message">The message.</param>
/// <param name="expiresAt">The time stamp after which nobody is given it any more.</param>
internal sealed class Delivery(WebPubSubMessage message, long expiresAt = Delivery.Never)
{
    private const long Never = long.MaxValue;

    private byte[]? _json; // two threads may both encode it: the bytes are the same
    private byte[]? _protobuf;

    public WebPubSubMessage Message { get; } = message;

    /// <summary>Gets whether reliable clients are given it with a number, and again after a recovery. Client protocol reference, section 6.8.</summary>
    public bool IsData => Message is GroupDataMessage or ServerDataMessage or GroupStateSnapshotMessage or GroupStateUpdateMessage;

    /// <summary>Gets whether it may be dropped because of its age.</summary>
    public bool CanExpire => expiresAt != Never;

    /// <summary>A message that is dropped where it could not be handed over within so many seconds; 0 for no limit. REST API reference, section 9.3.</summary>
    public static Delivery Within(int ttlSeconds, WebPubSubMessage message, TimeProvider time) =>
        new(message, ttlSeconds == 0 ? Never : time.GetTimestamp() + (ttlSeconds * time.TimestampFrequency));

    public bool HasExpired(TimeProvider time) => CanExpire && time.GetTimestamp() > expiresAt;

    public Frame ToJson() => new(_json ??= EncodeJson(), WebSocketMessageType.Text);

    public Frame ToProtobuf() => new(_protobuf ??= EncodeProtobuf(), WebSocketMessageType.Binary);

    /// <summary>What a client without subprotocol sees of it: the bytes of a data message, and of others nothing.</summary>
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
