// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using WebPubSub.Protobuf.Wire;
using WebPubSub.Protocol;

namespace WebPubSub.Protobuf;

/// <content>The preview messages: invocations, streams and group states.</content>
public static partial class ProtobufUpstreamReader
{
    /// <summary>Reads one frame, which can also contain a preview message.</summary>
    /// <param name="frame">The whole frame.</param>
    /// <returns>The message. It keeps no reference to <paramref name="frame"/>.</returns>
    /// <exception cref="FormatException">The frame is malformed. The message states the error. The service closes the connection with status 1007.</exception>
    [Experimental(PreviewFeature.Id, UrlFormat = PreviewFeature.Url)]
    public static WebPubSubMessage ReadWithPreview(ReadOnlyMemory<byte> frame) => Read(frame, hasPreview: true);

    private static WebPubSubMessage ReadPreview(UpstreamMessage message) => message.MessageCase switch
    {
        UpstreamMessage.MessageOneofCase.InvokeEventMessage => ReadInvoke(message.InvokeEventMessage),
        UpstreamMessage.MessageOneofCase.CancelInvocationMessage => new CancelInvocationMessage(message.CancelInvocationMessage.InvocationId),
        UpstreamMessage.MessageOneofCase.StreamDataMessage => ReadStreamData(message.StreamDataMessage),
        UpstreamMessage.MessageOneofCase.StreamEndMessage => ReadStreamEnd(message.StreamEndMessage),
        UpstreamMessage.MessageOneofCase.SetGroupStateMessage => ReadSetState(message.SetGroupStateMessage),
        UpstreamMessage.MessageOneofCase.SubscribeGroupStateMessage => new SubscribeGroupStateMessage(
            CheckGroup(message.SubscribeGroupStateMessage.Group),
            message.SubscribeGroupStateMessage.HasAckId ? ProtobufId.Read(message.SubscribeGroupStateMessage.AckId) : null),
        UpstreamMessage.MessageOneofCase.UnsubscribeGroupStateMessage => new UnsubscribeGroupStateMessage(
            CheckGroup(message.UnsubscribeGroupStateMessage.Group),
            message.UnsubscribeGroupStateMessage.HasAckId ? ProtobufId.Read(message.UnsubscribeGroupStateMessage.AckId) : null),
        _ => throw Unknown(),
    };

    // The service validates the event. It answers with an error instead of a close. The message has no target, because the target is always an event.
    private static InvokeMessage ReadInvoke(UpstreamMessage.Types.InvokeEventMessage message)
    {
        if (message.Stream is not null)
        {
            throw new FormatException("stream is set, but invocations have no streams");
        }

        if (message.Data is null)
        {
            return new InvokeMessage(message.InvocationId, message.Event, null, WebPubSubDataType.Json);
        }

        (BinaryData data, WebPubSubDataType dataType) = ProtobufData.Read(message.Data, mayBeMissing: false);
        return new InvokeMessage(message.InvocationId, message.Event, data, dataType);
    }

    // As in JSON, the service closes the stream and not the connection if the stream ID can be read.
    private static StreamStartMessage ReadStreamStart(UpstreamMessage.Types.SendToGroupMessage message)
    {
        string? fault = string.IsNullOrWhiteSpace(message.Stream.StreamId) ? "stream_id is blank"
            : message.Data is not null ? "the start of a stream must not contain data"
            : message.Stream is { HasIdleTimeoutMs: true, IdleTimeoutMs: 0 or uint.MaxValue } ? "idle_timeout_ms is not a positive 32-bit number"
            : null;
        TimeSpan? timeout = fault is null && message.Stream.HasIdleTimeoutMs ? TimeSpan.FromMilliseconds(message.Stream.IdleTimeoutMs) : null;
        return new StreamStartMessage(CheckGroup(message.Group), message.Stream.StreamId, timeout, message.NoEcho, fault);
    }

    private static StreamDataMessage ReadStreamData(UpstreamMessage.Types.StreamDataMessage message)
    {
        if (!message.HasStreamSequenceId && message.Data is null)
        {
            return new StreamDataMessage(message.StreamId);
        }

        if (message.StreamSequenceId == 0)
        {
            throw new FormatException("stream_sequence_id is missing or 0");
        }

        (BinaryData data, WebPubSubDataType dataType) = ProtobufData.Read(message.Data, mayBeMissing: false);
        return new StreamDataMessage(message.StreamId, ProtobufId.Read(message.StreamSequenceId), data, dataType);
    }

    private static StreamEndMessage ReadStreamEnd(UpstreamMessage.Types.StreamEndMessage message) => new(
        message.StreamId,
        message.Error is { } error
            ? new StreamError(name: null, error.HasMessage ? error.Message : null, error.HasUserErrorCode ? error.UserErrorCode : null)
            : null);

    private static SetGroupStateMessage ReadSetState(UpstreamMessage.Types.SetGroupStateMessage message) => new(
        CheckGroup(message.Group),
        message.State is { } state ? new Dictionary<string, string>(state.Entries, StringComparer.Ordinal) : null,
        message.HasAckId ? ProtobufId.Read(message.AckId) : null);
}
