// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;

namespace WebPubSub.Protocol;

/// <content>The preview messages: invocations, streams and group states.</content>
public static partial class JsonDownstreamWriter
{
    private static bool TryWritePreview(Utf8JsonWriter json, WebPubSubMessage message)
    {
        switch (message)
        {
            case InvokeResponseMessage response:
                WriteInvokeResponse(json, response);
                return true;
            case StreamAckMessage ack:
                WriteStreamMessage(json, "streamAck"u8, ack.StreamId);
                json.WriteNumber("expectedSequenceId"u8, ack.ExpectedSequenceId);
                return true;
            case StreamNackMessage nack:
                WriteStreamMessage(json, "streamNack"u8, nack.StreamId);
                json.WriteNumber("expectedSequenceId"u8, nack.ExpectedSequenceId);
                json.WriteString("name"u8, nack.Name);
                JsonPayload.WriteUnlessNull(json, "message"u8, nack.Message);
                return true;
            case StreamClosedMessage closed:
                WriteStreamMessage(json, "streamClosed"u8, closed.StreamId);
                WriteStreamError(json, closed.Error);
                return true;
            case GroupStateSnapshotMessage snapshot:
                WriteGroupState(json, "groupStateSnapshot"u8, snapshot.Group, snapshot.Items, snapshot.SequenceId);
                return true;
            case GroupStateUpdateMessage update:
                WriteGroupState(json, "groupStateUpdate"u8, update.Group, update.Items, update.SequenceId);
                return true;
            default:
                return false;
        }
    }

    private static void WriteInvokeResponse(Utf8JsonWriter json, InvokeResponseMessage message)
    {
        json.WriteString("type"u8, "invokeResponse"u8);
        json.WriteString("invocationId"u8, message.InvocationId);
        json.WriteBoolean("success"u8, message.Success);
        if (message.Data is not null)
        {
            JsonPayload.Write(json, message.Data, message.DataType ?? WebPubSubDataType.Json, isChecked: true);
        }

        WriteError(json, message.Error?.Name, message.Error?.Message);
    }

    private static void WriteStreamMessage(Utf8JsonWriter json, ReadOnlySpan<byte> type, string streamId)
    {
        json.WriteString("type"u8, type);
        json.WriteString("streamId"u8, streamId);
    }

    private static void WriteStream(Utf8JsonWriter json, GroupDataMessage message)
    {
        if (message.Stream is not { } fragment)
        {
            return;
        }

        json.WriteStartObject("stream"u8);
        json.WriteString("streamId"u8, fragment.StreamId);
        json.WriteNumber("streamSequenceId"u8, fragment.StreamSequenceId);
        if (fragment.EndOfStream)
        {
            json.WriteBoolean("endOfStream"u8, true);
            WriteStreamError(json, fragment.Error);
        }

        json.WriteEndObject();
    }

    private static void WriteStreamError(Utf8JsonWriter json, StreamError? error)
    {
        if (error is null)
        {
            return;
        }

        json.WriteStartObject("error"u8);
        JsonPayload.WriteUnlessNull(json, "name"u8, error.Name);
        JsonPayload.WriteUnlessNull(json, "message"u8, error.Message);
        JsonPayload.WriteUnlessNull(json, "userErrorCode"u8, error.UserErrorCode);
        json.WriteEndObject();
    }

    private static void WriteGroupState(
        Utf8JsonWriter json, ReadOnlySpan<byte> type, string group, IReadOnlyList<GroupStateItem> items, long? sequenceId)
    {
        json.WriteString("type"u8, type);
        json.WriteString("group"u8, group);
        json.WriteStartArray("items"u8);
        foreach (GroupStateItem item in items)
        {
            WriteGroupStateItem(json, item);
        }

        json.WriteEndArray();
        WriteSequenceId(json, sequenceId);
    }

    private static void WriteGroupStateItem(Utf8JsonWriter json, GroupStateItem item)
    {
        json.WriteStartObject();
        json.WriteString("connectionId"u8, item.ConnectionId);
        JsonPayload.WriteUnlessNull(json, "userId"u8, item.UserId);
        if (item.State is not null)
        {
            JsonPayload.WritePairs(json, "state"u8, item.State);
        }

        json.WriteNumber("updatedAt"u8, item.UpdatedAt.ToUnixTimeMilliseconds());
        json.WriteEndObject();
    }
}
