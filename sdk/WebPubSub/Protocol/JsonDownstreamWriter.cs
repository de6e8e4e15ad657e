// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers;
using System.ComponentModel;
using System.Text.Json;

namespace WebPubSub.Protocol;

/// <summary>Writes the messages that the service sends to a client of a JSON subprotocol.</summary>
/// <remarks>See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-json-webpubsub-subprotocol">the JSON subprotocol</see>.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class JsonDownstreamWriter
{
    /// <summary>Writes one frame.</summary>
    /// <param name="output">The buffer that receives the frame.</param>
    /// <param name="message">A message that the service sends.</param>
    /// <exception cref="ArgumentException">The service does not send messages of this type.</exception>
    public static void Write(IBufferWriter<byte> output, WebPubSubMessage message)
    {
        using var json = new Utf8JsonWriter(output, PooledJsonWriter.Options);
        json.WriteStartObject();
        switch (message)
        {
            case GroupDataMessage group:
                WriteGroupData(json, group);
                break;
            case ServerDataMessage server:
                WriteServerData(json, server);
                break;
            case AckMessage ack:
                WriteAck(json, ack);
                break;
            case PongMessage:
                json.WriteString("type"u8, "pong"u8);
                break;
            case ConnectedMessage connected:
                WriteConnected(json, connected);
                break;
            case DisconnectedMessage disconnected:
                json.WriteString("type"u8, "system"u8);
                json.WriteString("event"u8, "disconnected"u8);
                json.WriteString("message"u8, disconnected.Reason);
                break;
            default:
                if (TryWritePreview(json, message))
                {
                    break;
                }

                throw new ArgumentException($"{message?.GetType().Name ?? "null"} is not a message that the service sends.", nameof(message));
        }

        json.WriteEndObject();
    }

    private static void WriteConnected(Utf8JsonWriter json, ConnectedMessage message)
    {
        json.WriteString("type"u8, "system"u8);
        json.WriteString("event"u8, "connected"u8);
        json.WriteString("userId"u8, message.UserId);
        json.WriteString("connectionId"u8, message.ConnectionId);
        if (message.ReconnectionToken is not null)
        {
            json.WriteString("reconnectionToken"u8, message.ReconnectionToken);
        }
    }

    private static void WriteAck(Utf8JsonWriter json, AckMessage message)
    {
        json.WriteString("type"u8, "ack"u8);
        json.WriteNumber("ackId"u8, message.AckId);
        json.WriteBoolean("success"u8, message.Success);
        WriteError(json, message.Error?.Name, message.Error?.Message);
    }

    private static void WriteError(Utf8JsonWriter json, string? name, string? message)
    {
        if (name is not null)
        {
            json.WriteStartObject("error"u8);
            json.WriteString("name"u8, name);
            json.WriteString("message"u8, message);
            json.WriteEndObject();
        }
    }

    private static void WriteGroupData(Utf8JsonWriter json, GroupDataMessage message)
    {
        json.WriteString("type"u8, "message"u8);
        json.WriteString("from"u8, "group"u8);
        json.WriteString("group"u8, message.Group);
        json.WriteString("fromUserId"u8, message.FromUserId);
        WriteStream(json, message);
        WriteData(json, message.Data, message.DataType, message.Metadata, message.SequenceId);
    }

    private static void WriteServerData(Utf8JsonWriter json, ServerDataMessage message)
    {
        json.WriteString("type"u8, "message"u8);
        json.WriteString("from"u8, "server"u8);
        WriteData(json, message.Data, message.DataType, message.Metadata, message.SequenceId);
    }

    private static void WriteData(
        Utf8JsonWriter json,
        BinaryData data,
        WebPubSubDataType dataType,
        IReadOnlyDictionary<string, string>? metadata,
        long? sequenceId)
    {
        JsonPayload.Write(json, data, dataType, isChecked: true); // the data was validated when it was received
        JsonPayload.WriteMetadata(json, metadata);
        WriteSequenceId(json, sequenceId);
    }

    private static void WriteSequenceId(Utf8JsonWriter json, long? sequenceId)
    {
        if (sequenceId is { } id)
        {
            json.WriteNumber("sequenceId"u8, id);
        }
    }
}
