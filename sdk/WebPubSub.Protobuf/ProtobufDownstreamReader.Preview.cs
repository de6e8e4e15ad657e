// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Protobuf.Wire;
using WebPubSub.Protocol;
using Messages = WebPubSub.Protobuf.Wire.DownstreamMessage.Types;

namespace WebPubSub.Protobuf;

/// <content>The preview messages: invocations, streams and group states.</content>
public static partial class ProtobufDownstreamReader
{
    private static WebPubSubMessage ReadPreview(DownstreamMessage message) => message.MessageCase switch
    {
        DownstreamMessage.MessageOneofCase.InvokeResponseMessage => ReadInvokeResponse(message.InvokeResponseMessage),
        DownstreamMessage.MessageOneofCase.StreamAckMessage => new StreamAckMessage(
            message.StreamAckMessage.StreamId, ProtobufId.Read(message.StreamAckMessage.ExpectedSequenceId)),
        DownstreamMessage.MessageOneofCase.StreamNackMessage => new StreamNackMessage(
            message.StreamNackMessage.StreamId,
            ProtobufId.Read(message.StreamNackMessage.ExpectedSequenceId),
            message.StreamNackMessage.Name,
            NullIfEmpty(message.StreamNackMessage.Message)),
        DownstreamMessage.MessageOneofCase.StreamClosedMessage => new StreamClosedMessage(
            message.StreamClosedMessage.StreamId,
            message.StreamClosedMessage.Error is { } error ? new StreamError(error.Name, NullIfEmpty(error.Message)) : null),
        DownstreamMessage.MessageOneofCase.GroupStateUpdateMessage => ReadUpdate(message.GroupStateUpdateMessage),
        DownstreamMessage.MessageOneofCase.GroupStateSnapshotMessage => ReadSnapshot(message.GroupStateSnapshotMessage),
        _ => new UnknownMessage("message of an unknown type"),
    };

    private static InvokeResponseMessage ReadInvokeResponse(Messages.InvokeResponseMessage message)
    {
        InvokeResponseError? error = message.Error is { } fault ? new InvokeResponseError(fault.Name, fault.Message) : null;
        if (message.Data is null)
        {
            return new InvokeResponseMessage(message.InvocationId, message.Success, dataType: null, data: null, error);
        }

        (BinaryData data, WebPubSubDataType dataType) = ProtobufData.Read(message.Data, mayBeMissing: false);
        return new InvokeResponseMessage(message.InvocationId, message.Success, dataType, data, error);
    }

    private static StreamFragment ReadStream(StreamInfo stream) => new(
        stream.StreamId,
        ProtobufId.Read(stream.StreamSequenceId),
        stream.EndOfStream,
        stream.Error is { } error ? new StreamError(error.Name, NullIfEmpty(error.Message), NullIfEmpty(error.UserErrorCode)) : null);

    private static GroupStateUpdateMessage ReadUpdate(Messages.GroupStateUpdateMessage message) => new(
        message.Group, ReadItems(message.Items), message.HasSequenceId ? ProtobufId.Read(message.SequenceId) : null);

    private static GroupStateSnapshotMessage ReadSnapshot(Messages.GroupStateSnapshotMessage message) => new(
        message.Group, ReadItems(message.Items), message.HasSequenceId ? ProtobufId.Read(message.SequenceId) : null);

    private static Protocol.GroupStateItem[] ReadItems(IEnumerable<Wire.GroupStateItem> items) => [.. items.Select(item => new Protocol.GroupStateItem(
        item.ConnectionId,
        item.HasUserId ? item.UserId : null,
        item.State is { } state ? new Dictionary<string, string>(state.Entries, StringComparer.Ordinal) : null,
        DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(item.UpdatedAt, 0, DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()))))];

    // A string field without presence is empty if the service did not set it.
    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
