// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;

namespace WebPubSub.Protocol;

/// <content>The preview messages: invocations, streams and group states.</content>
public static partial class JsonUpstreamWriter
{
    private static bool TryWritePreview(Utf8JsonWriter json, WebPubSubMessage message)
    {
        switch (message)
        {
            case InvokeMessage invoke:
                WriteInvoke(json, invoke);
                return true;
            case CancelInvocationMessage cancel:
                json.WriteString("type"u8, "cancelInvocation"u8);
                json.WriteString("invocationId"u8, cancel.InvocationId);
                return true;
            case StreamStartMessage start:
                WriteStreamStart(json, start);
                return true;
            case StreamDataMessage data:
                WriteStreamData(json, data);
                return true;
            case StreamEndMessage end:
                WriteStreamEnd(json, end);
                return true;
            case SetGroupStateMessage set:
                WriteForGroup(json, "setGroupState"u8, set.Group, set.AckId);
                if (set.State is not null)
                {
                    JsonPayload.WritePairs(json, "state"u8, set.State);
                }

                return true;
            case SubscribeGroupStateMessage subscribe:
                WriteForGroup(json, "subscribeGroupState"u8, subscribe.Group, subscribe.AckId);
                return true;
            case UnsubscribeGroupStateMessage unsubscribe:
                WriteForGroup(json, "unsubscribeGroupState"u8, unsubscribe.Group, unsubscribe.AckId);
                return true;
            default:
                return false;
        }
    }

    private static void WriteInvoke(Utf8JsonWriter json, InvokeMessage message)
    {
        json.WriteString("type"u8, "invoke"u8);
        json.WriteString("invocationId"u8, message.InvocationId);
        json.WriteString("target"u8, message.Target);
        JsonPayload.WriteUnlessNull(json, "event"u8, message.EventName);
        if (message.Data is not null)
        {
            JsonPayload.Write(json, message.Data, message.DataType, isChecked: false);
        }
    }

    private static void WriteStreamStart(Utf8JsonWriter json, StreamStartMessage message)
    {
        WriteForGroup(json, "sendToGroup"u8, message.Group, ackId: null);
        WriteNoEcho(json, message.NoEcho);
        json.WriteStartObject("stream"u8);
        json.WriteString("streamId"u8, message.StreamId);
        if (message.IdleTimeout is { } timeout)
        {
            json.WriteNumber("idleTimeoutMs"u8, (long)timeout.TotalMilliseconds);
        }

        json.WriteEndObject();
    }

    private static void WriteStreamData(Utf8JsonWriter json, StreamDataMessage message)
    {
        json.WriteString("type"u8, "streamData"u8);
        json.WriteString("streamId"u8, message.StreamId);
        if (message is { StreamSequenceId: { } sequenceId, Data: { } data })
        {
            json.WriteNumber("streamSequenceId"u8, sequenceId);
            JsonPayload.Write(json, data, message.DataType, isChecked: false);
        }
    }

    private static void WriteStreamEnd(Utf8JsonWriter json, StreamEndMessage message)
    {
        json.WriteString("type"u8, "streamEnd"u8);
        json.WriteString("streamId"u8, message.StreamId);
        if (message.Error is { } error)
        {
            json.WriteStartObject("error"u8);
            JsonPayload.WriteUnlessNull(json, "message"u8, error.Message);
            JsonPayload.WriteUnlessNull(json, "userErrorCode"u8, error.UserErrorCode);
            json.WriteEndObject();
        }
    }
}
