// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Google.Protobuf.Collections;
using WebPubSub.Protobuf.Wire;
using WebPubSub.Protocol;
using Messages = WebPubSub.Protobuf.Wire.DownstreamMessage.Types;

namespace WebPubSub.Protobuf;

/// <content>The preview messages: invocations, streams and group states.</content>
public static partial class ProtobufDownstreamWriter
{
    private static DownstreamMessage CreatePreview(WebPubSubMessage message) => message switch
    {
        InvokeResponseMessage response => new DownstreamMessage { InvokeResponseMessage = CreateInvokeResponse(response) },
        StreamAckMessage ack => new DownstreamMessage
        {
            StreamAckMessage = new Messages.StreamAckMessage { StreamId = ack.StreamId, ExpectedSequenceId = (ulong)ack.ExpectedSequenceId },
        },
        StreamNackMessage nack => new DownstreamMessage { StreamNackMessage = CreateStreamNack(nack) },
        StreamClosedMessage closed => new DownstreamMessage { StreamClosedMessage = CreateStreamClosed(closed) },
        GroupStateUpdateMessage update => new DownstreamMessage { GroupStateUpdateMessage = CreateUpdate(update) },
        GroupStateSnapshotMessage snapshot => new DownstreamMessage { GroupStateSnapshotMessage = CreateSnapshot(snapshot) },
        _ => throw new ArgumentException($"{message?.GetType().Name ?? "null"} is not a message of the protobuf subprotocols.", nameof(message)),
    };

    private static Messages.InvokeResponseMessage CreateInvokeResponse(InvokeResponseMessage message)
    {
        var response = new Messages.InvokeResponseMessage { InvocationId = message.InvocationId, Success = message.Success };
        if (message is { Data: { } data, DataType: { } dataType })
        {
            response.Data = ProtobufData.Write(data, dataType);
        }

        if (message.Error is { } error)
        {
            response.Error = new Messages.InvokeResponseMessage.Types.ErrorMessage { Name = error.Name, Message = error.Message };
        }

        return response;
    }

    private static Messages.StreamNackMessage CreateStreamNack(StreamNackMessage message) => new()
    {
        StreamId = message.StreamId,
        ExpectedSequenceId = (ulong)message.ExpectedSequenceId,
        Name = message.Name,
        Message = message.Message ?? "",
    };

    private static Messages.StreamClosedMessage CreateStreamClosed(StreamClosedMessage message) => new()
    {
        StreamId = message.StreamId,
        Error = message.Error is { } error
            ? new Messages.StreamClosedMessage.Types.StreamClosedError { Name = error.Name ?? "", Message = error.Message ?? "" }
            : null,
    };

    private static StreamInfo CreateStream(StreamFragment fragment)
    {
        var stream = new StreamInfo { StreamId = fragment.StreamId, StreamSequenceId = (ulong)fragment.StreamSequenceId };
        if (fragment.EndOfStream)
        {
            stream.EndOfStream = true;
            stream.Error = fragment.Error is { } error
                ? new StreamInfo.Types.StreamError { Name = error.Name ?? "", Message = error.Message ?? "", UserErrorCode = error.UserErrorCode ?? "" }
                : null;
        }

        return stream;
    }

    private static Messages.GroupStateUpdateMessage CreateUpdate(GroupStateUpdateMessage message)
    {
        var update = new Messages.GroupStateUpdateMessage { Group = message.Group };
        WriteItems(update.Items, message.Items);
        if (message.SequenceId is { } id)
        {
            update.SequenceId = (ulong)id;
        }

        return update;
    }

    private static Messages.GroupStateSnapshotMessage CreateSnapshot(GroupStateSnapshotMessage message)
    {
        var snapshot = new Messages.GroupStateSnapshotMessage { Group = message.Group };
        WriteItems(snapshot.Items, message.Items);
        if (message.SequenceId is { } id)
        {
            snapshot.SequenceId = (ulong)id;
        }

        return snapshot;
    }

    private static void WriteItems(RepeatedField<Wire.GroupStateItem> output, IReadOnlyList<Protocol.GroupStateItem> items)
    {
        foreach (Protocol.GroupStateItem item in items)
        {
            var copy = new Wire.GroupStateItem { ConnectionId = item.ConnectionId, UpdatedAt = item.UpdatedAt.ToUnixTimeMilliseconds() };
            if (item.UserId is not null)
            {
                copy.UserId = item.UserId;
            }

            if (item.State is not null)
            {
                copy.State = new Wire.GroupStateItem.Types.GroupState();
                foreach ((string key, string value) in item.State)
                {
                    copy.State.Entries[key] = value;
                }
            }

            output.Add(copy);
        }
    }
}
