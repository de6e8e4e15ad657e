// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers;
using System.ComponentModel;
using System.Text.Json;

namespace WebPubSub.Protocol;

/// <summary>Writes the messages that a client of a JSON subprotocol sends.</summary>
/// <remarks>See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-json-webpubsub-subprotocol">the JSON subprotocol</see>.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class JsonUpstreamWriter
{
    /// <summary>Writes one frame.</summary>
    /// <param name="output">The buffer that receives the frame.</param>
    /// <param name="message">A message that clients send.</param>
    /// <exception cref="ArgumentException">Clients do not send messages of this type, or the data does not match its data type.</exception>
    public static void Write(IBufferWriter<byte> output, WebPubSubMessage message)
    {
        using var json = new Utf8JsonWriter(output, PooledJsonWriter.Options);
        WriteChecked(json, message);
    }

    /// <summary>Returns one frame. Uses a pooled writer and buffer.</summary>
    /// <exception cref="ArgumentException">The same errors as for <see cref="Write(IBufferWriter{byte}, WebPubSubMessage)"/>.</exception>
    internal static byte[] ToBytes(WebPubSubMessage message)
    {
        using PooledJsonWriter pooled = PooledJsonWriter.Rent();
        WriteChecked(pooled.Json, message);
        return pooled.Finish().ToArray();
    }

    private static void WriteChecked(Utf8JsonWriter json, WebPubSubMessage message)
    {
        try
        {
            Write(json, message);
        }
        catch (JsonException exception)
        {
            throw new ArgumentException("The data is not JSON.", nameof(message), exception);
        }
    }

    private static void Write(Utf8JsonWriter json, WebPubSubMessage message)
    {
        json.WriteStartObject();
        switch (message)
        {
            case SendToGroupMessage send:
                WriteSendToGroup(json, send);
                break;
            case SendEventMessage send:
                json.WriteString("type"u8, "event"u8);
                json.WriteString("event"u8, send.EventName);
                WriteAckId(json, send.AckId);
                WriteData(json, send.Data, send.DataType, send.Metadata);
                break;
            case JoinGroupMessage join:
                WriteForGroup(json, "joinGroup"u8, join.Group, join.AckId);
                break;
            case LeaveGroupMessage leave:
                WriteForGroup(json, "leaveGroup"u8, leave.Group, leave.AckId);
                break;
            case SequenceAckMessage ack:
                json.WriteString("type"u8, "sequenceAck"u8);
                json.WriteNumber("sequenceId"u8, ack.SequenceId);
                break;
            case PingMessage:
                json.WriteString("type"u8, "ping"u8);
                break;
            default:
                if (TryWritePreview(json, message))
                {
                    break;
                }

                throw new ArgumentException($"{message?.GetType().Name ?? "null"} is not a message that clients send.", nameof(message));
        }

        json.WriteEndObject();
    }

    private static void WriteSendToGroup(Utf8JsonWriter json, SendToGroupMessage message)
    {
        WriteForGroup(json, "sendToGroup"u8, message.Group, message.AckId);
        WriteNoEcho(json, message.NoEcho);
        if (message.TtlSeconds != 0)
        {
            json.WriteNumber("ttlSeconds"u8, message.TtlSeconds);
        }

        WriteData(json, message.Data, message.DataType, message.Metadata);
    }

    private static void WriteForGroup(Utf8JsonWriter json, ReadOnlySpan<byte> type, string group, long? ackId)
    {
        json.WriteString("type"u8, type);
        json.WriteString("group"u8, group);
        WriteAckId(json, ackId);
    }

    private static void WriteAckId(Utf8JsonWriter json, long? ackId)
    {
        if (ackId is { } id)
        {
            json.WriteNumber("ackId"u8, id);
        }
    }

    private static void WriteNoEcho(Utf8JsonWriter json, bool noEcho)
    {
        if (noEcho)
        {
            json.WriteBoolean("noEcho"u8, true);
        }
    }

    private static void WriteData(Utf8JsonWriter json, BinaryData data, WebPubSubDataType dataType, IReadOnlyDictionary<string, string>? metadata)
    {
        JsonPayload.Write(json, data, dataType, isChecked: false);
        JsonPayload.WriteMetadata(json, metadata);
    }
}
