// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.ComponentModel;
using Google.Protobuf;
using Google.Protobuf.Collections;
using WebPubSub.Protobuf.Wire;
using WebPubSub.Protocol;

namespace WebPubSub.Protobuf;

/// <summary>Reads what a client of a protobuf subprotocol sends, as strictly as the service does.</summary>
/// <remarks>Protocol reference: client protocols, section 12.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class ProtobufUpstreamReader
{
    private const uint MaxTtlSeconds = 300;

    /// <summary>Reads one frame.</summary>
    /// <param name="frame">The whole frame.</param>
    /// <returns>The message. It keeps no reference to <paramref name="frame"/>.</returns>
    /// <exception cref="FormatException">The frame is malformed; the message says how. A service closes the connection with 1007.</exception>
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
            throw new FormatException("stream is set, and streams are a preview that is switched off");
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
            throw new FormatException("stream is set, and events have no streams");
        }

        if (!WebPubSubNames.IsValidEvent(message.Event))
        {
            throw new FormatException("event is not an event name");
        }

        IReadOnlyDictionary<string, string>? metadata = ReadMetadata(message.Metadata);
        (BinaryData data, WebPubSubDataType dataType) = ProtobufData.Read(message.Data, mayBeMissing: metadata is not null);
        return new SendEventMessage(message.Event, data, dataType, message.HasAckId ? ProtobufId.Read(message.AckId) : null) { Metadata = metadata };
    }

    private static FormatException Unknown() => new("the frame has no message, or one that is unknown");

    private static string CheckGroup(string group) =>
        WebPubSubNames.IsValidGroup(group) ? group : throw new FormatException("group is not a group name");

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
