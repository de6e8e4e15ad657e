// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Protobuf.Wire;
using WebPubSub.Protocol;
using Send = WebPubSub.Protobuf.Wire.UpstreamMessage.Types.SendToGroupMessage;

namespace WebPubSub.Protobuf;

/// <content>The preview messages: invocations, streams and group states.</content>
public static partial class ProtobufUpstreamWriter
{
    private static UpstreamMessage CreatePreview(WebPubSubMessage message) => message switch
    {
        InvokeMessage invoke => new UpstreamMessage { InvokeEventMessage = CreateInvoke(invoke) },
        CancelInvocationMessage cancel => new UpstreamMessage
        {
            CancelInvocationMessage = new UpstreamMessage.Types.CancelInvocationMessage { InvocationId = cancel.InvocationId },
        },
        StreamStartMessage start => new UpstreamMessage { SendToGroupMessage = CreateStreamStart(start) },
        StreamDataMessage data => new UpstreamMessage { StreamDataMessage = CreateStreamData(data) },
        StreamEndMessage end => new UpstreamMessage { StreamEndMessage = CreateStreamEnd(end) },
        SetGroupStateMessage set => new UpstreamMessage { SetGroupStateMessage = CreateSetState(set) },
        SubscribeGroupStateMessage subscribe => new UpstreamMessage { SubscribeGroupStateMessage = CreateSubscribe(subscribe) },
        UnsubscribeGroupStateMessage unsubscribe => new UpstreamMessage { UnsubscribeGroupStateMessage = CreateUnsubscribe(unsubscribe) },
        _ => throw new ArgumentException($"{message?.GetType().Name ?? "null"} is not a message that clients of the protobuf subprotocols send.", nameof(message)),
    };

    private static UpstreamMessage.Types.InvokeEventMessage CreateInvoke(InvokeMessage message)
    {
        if (message.Target != InvokeMessage.EventTarget)
        {
            throw new ArgumentException($"The protobuf subprotocols support only the target 'event', not '{message.Target}'.", nameof(message));
        }

        return new UpstreamMessage.Types.InvokeEventMessage
        {
            InvocationId = message.InvocationId,
            Event = message.EventName ?? "",
            Data = message.Data is { } data ? WriteData(data, message.DataType) : null,
        };
    }

    private static Send CreateStreamStart(StreamStartMessage message)
    {
        var start = new Send { Group = message.Group, Stream = new UpstreamMessage.Types.StreamStartInfo { StreamId = message.StreamId } };
        if (message.NoEcho)
        {
            start.NoEcho = true;
        }

        if (message.IdleTimeout is { } timeout)
        {
            start.Stream.IdleTimeoutMs = (uint)timeout.TotalMilliseconds;
        }

        return start;
    }

    private static UpstreamMessage.Types.StreamDataMessage CreateStreamData(StreamDataMessage message)
    {
        var fragment = new UpstreamMessage.Types.StreamDataMessage { StreamId = message.StreamId };
        if (message is { StreamSequenceId: { } sequenceId, Data: { } data })
        {
            fragment.StreamSequenceId = (ulong)sequenceId;
            fragment.Data = WriteData(data, message.DataType);
        }

        return fragment;
    }

    private static UpstreamMessage.Types.StreamEndMessage CreateStreamEnd(StreamEndMessage message)
    {
        var end = new UpstreamMessage.Types.StreamEndMessage { StreamId = message.StreamId };
        if (message.Error is { } error)
        {
            end.Error = new UpstreamMessage.Types.StreamEndMessage.Types.StreamEndError();
            if (error.Message is not null)
            {
                end.Error.Message = error.Message;
            }

            if (error.UserErrorCode is not null)
            {
                end.Error.UserErrorCode = error.UserErrorCode;
            }
        }

        return end;
    }

    private static UpstreamMessage.Types.SetGroupStateMessage CreateSetState(SetGroupStateMessage message)
    {
        var set = new UpstreamMessage.Types.SetGroupStateMessage { Group = message.Group };
        if (message.AckId is { } ackId)
        {
            set.AckId = (ulong)ackId;
        }

        if (message.State is not null)
        {
            set.State = new Wire.GroupStateItem.Types.GroupState();
            WriteMetadata(set.State.Entries, message.State);
        }

        return set;
    }

    private static UpstreamMessage.Types.SubscribeGroupStateMessage CreateSubscribe(SubscribeGroupStateMessage message)
    {
        var subscribe = new UpstreamMessage.Types.SubscribeGroupStateMessage { Group = message.Group };
        if (message.AckId is { } ackId)
        {
            subscribe.AckId = (ulong)ackId;
        }

        return subscribe;
    }

    private static UpstreamMessage.Types.UnsubscribeGroupStateMessage CreateUnsubscribe(UnsubscribeGroupStateMessage message)
    {
        var unsubscribe = new UpstreamMessage.Types.UnsubscribeGroupStateMessage { Group = message.Group };
        if (message.AckId is { } ackId)
        {
            unsubscribe.AckId = (ulong)ackId;
        }

        return unsubscribe;
    }
}
