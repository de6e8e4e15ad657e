// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.ComponentModel;
using Google.Protobuf;
using Google.Protobuf.Collections;
using WebPubSub.Protobuf.Wire;
using WebPubSub.Protocol;

namespace WebPubSub.Protobuf;

/// <summary>Reads the messages that a client of a protobuf subprotocol sends. The reader is as strict as the service.</summary>
/// <remarks>See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-protobuf-webpubsub-subprotocol">the protobuf subprotocol</see>.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class ProtobufUpstreamReader
{
    private const uint MaxTtlSeconds = 300;

    /// <summary>Reads one frame.</summary>
    /// <param name="frame">The whole frame.</param>
    /// <returns>The message. It keeps no reference to <paramref name="frame"/>.</returns>
    /// <exception cref="FormatException">The frame is malformed. The message states the error. The service closes the connection with status 1007.</exception>
    public static WebPubSubMessage Read(ReadOnlyMemory<byte> frame) => Read(frame, hasPreview: false);

    private static WebPubSubMessage Read(ReadOnlyMemory<byte> frame, bool hasPreview)
    {
        UpstreamMessage message;
        try
        {
            message = UpstreamMessage.Parser.ParseFrom(frame.Span);
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new FormatException("the frame is not protobuf", exception);
        }

        return message.MessageCase switch
        {
            UpstreamMessage.MessageOneofCase.SendToGroupMessage when hasPreview && message.SendToGroupMessage.Stream is not null =>
                ReadStreamStart(message.SendToGroupMessage),
            UpstreamMessage.MessageOneofCase.SendToGroupMessage => ReadSendToGroup(message.SendToGroupMessage),
            UpstreamMessage.MessageOneofCase.EventMessage => ReadEvent(message.EventMessage),
            UpstreamMessage.MessageOneofCase.JoinGroupMessage => new JoinGroupMessage(
                CheckGroup(message.JoinGroupMessage.Group), message.JoinGroupMessage.HasAckId ? ProtobufId.Read(message.JoinGroupMessage.AckId) : null),
            UpstreamMessage.MessageOneofCase.LeaveGroupMessage => new LeaveGroupMessage(
                CheckGroup(message.LeaveGroupMessage.Group), message.LeaveGroupMessage.HasAckId ? ProtobufId.Read(message.LeaveGroupMessage.AckId) : null),
            UpstreamMessage.MessageOneofCase.SequenceAckMessage => new SequenceAckMessage(ProtobufId.Read(message.SequenceAckMessage.SequenceId)),
            UpstreamMessage.MessageOneofCase.PingMessage => new PingMessage(),
            _ when hasPreview => ReadPreview(message),
            _ => throw Unknown(),
        };
    }

    private static SendToGroupMessage ReadSendToGroup(UpstreamMessage.Types.SendToGroupMessage message)
    {
        if (message.Stream is not null)
        {
            throw new FormatException("stream is set, but streams are a preview feature that is disabled");
        }

        if (message.TtlSeconds > MaxTtlSeconds)
        {
            throw new FormatException("ttl_seconds is not a number from 0 to 300");
        }

        IReadOnlyDictionary<string, string>? metadata = ReadMetadata(message.Metadata);
        (BinaryData data, WebPubSubDataType dataType) = ProtobufData.Read(message.Data, mayBeMissing: metadata is not null);
        return new SendToGroupMessage(
            CheckGroup(message.Group), data, dataType, message.HasAckId ? ProtobufId.Read(message.AckId) : null, message.NoEcho)
        {
            TtlSeconds = (int)message.TtlSeconds,
            Metadata = metadata,
        };
    }

    private static SendEventMessage ReadEvent(UpstreamMessage.Types.EventMessage message)
    {
        if (message.Stream is not null)
        {
            throw new FormatException("stream is set, but events have no streams");
        }

        if (!WebPubSubNames.IsValidEvent(message.Event))
        {
            throw new FormatException("event is not a valid event name");
        }

        IReadOnlyDictionary<string, string>? metadata = ReadMetadata(message.Metadata);
        (BinaryData data, WebPubSubDataType dataType) = ProtobufData.Read(message.Data, mayBeMissing: metadata is not null);
        return new SendEventMessage(message.Event, data, dataType, message.HasAckId ? ProtobufId.Read(message.AckId) : null) { Metadata = metadata };
    }

    private static FormatException Unknown() => new("the frame contains no message, or an unknown message");

    private static string CheckGroup(string group) =>
        WebPubSubNames.IsValidGroup(group) ? group : throw new FormatException("group is not a valid group name");

    private static Dictionary<string, string>? ReadMetadata(MapField<string, string> metadata)
    {
        if (metadata.Count == 0)
        {
            return null;
        }

        var copy = new Dictionary<string, string>(metadata, StringComparer.Ordinal);
        return MessageMetadata.Validate(copy) is { } violation ? throw new FormatException(violation) : copy;
    }
}
