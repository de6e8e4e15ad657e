// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.ComponentModel;
using Google.Protobuf;
using Google.Protobuf.Collections;
using WebPubSub.Protobuf.Wire;
using WebPubSub.Protocol;
using Data = WebPubSub.Protobuf.Wire.DownstreamMessage.Types.DataMessage;
using SystemMessage = WebPubSub.Protobuf.Wire.DownstreamMessage.Types.SystemMessage;

namespace WebPubSub.Protobuf;

/// <summary>Reads the messages that the service sends to a client of a protobuf subprotocol. Accepts unknown messages and fields.</summary>
/// <remarks>See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-protobuf-webpubsub-subprotocol">the protobuf subprotocol</see>.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class ProtobufDownstreamReader
{
    /// <summary>Reads one frame.</summary>
    /// <param name="frame">The whole frame.</param>
    /// <returns>The message, or an <see cref="UnknownMessage"/> if this version has no model for it. It keeps no reference to <paramref name="frame"/>.</returns>
    /// <exception cref="FormatException">The frame is malformed.</exception>
    public static WebPubSubMessage Read(ReadOnlySpan<byte> frame)
    {
        try
        {
            return Read(DownstreamMessage.Parser.ParseFrom(frame));
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new FormatException("the frame is not a downstream message", exception);
        }
    }

    private static WebPubSubMessage Read(DownstreamMessage message) => message.MessageCase switch
    {
        DownstreamMessage.MessageOneofCase.DataMessage => ReadData(message.DataMessage),
        DownstreamMessage.MessageOneofCase.AckMessage => new AckMessage(
            ProtobufId.Read(message.AckMessage.AckId),
            message.AckMessage.Success,
            message.AckMessage.Error is { } error ? new AckMessageError(error.Name, error.Message) : null),
        DownstreamMessage.MessageOneofCase.PongMessage => new PongMessage(),
        DownstreamMessage.MessageOneofCase.SystemMessage => ReadSystem(message.SystemMessage),
        _ => ReadPreview(message),
    };

    private static WebPubSubMessage ReadSystem(SystemMessage message) => message.MessageCase switch
    {
        SystemMessage.MessageOneofCase.ConnectedMessage => new ConnectedMessage(
            message.ConnectedMessage.UserId.Length == 0 ? null : message.ConnectedMessage.UserId,
            message.ConnectedMessage.ConnectionId,
            message.ConnectedMessage.HasReconnectionToken ? message.ConnectedMessage.ReconnectionToken : null),
        SystemMessage.MessageOneofCase.DisconnectedMessage => new DisconnectedMessage(message.DisconnectedMessage.Reason),
        _ => new UnknownMessage("system event of an unknown type"),
    };

    private static WebPubSubMessage ReadData(Data message)
    {
        long? sequenceId = message.HasSequenceId ? ProtobufId.Read(message.SequenceId) : null;
        try
        {
            (BinaryData data, WebPubSubDataType dataType) = ProtobufData.Read(message.Data, mayBeMissing: message.Stream is { EndOfStream: true });
            return message.From switch
            {
                "group" => new GroupDataMessage(message.Group, dataType, data, sequenceId, fromUserId: null)
                {
                    Metadata = ReadMetadata(message.Metadata),
                    Stream = message.Stream is { } stream ? ReadStream(stream) : null,
                },
                "server" => new ServerDataMessage(dataType, data, sequenceId) { Metadata = ReadMetadata(message.Metadata) },
                string from => new UnknownMessage($"message from '{from}'", sequenceId),
            };
        }
        catch (FormatException)
        {
            return new UnknownMessage("message whose data is missing or of an unknown type", sequenceId); // the client must acknowledge the sequence ID
        }
    }

    private static Dictionary<string, string>? ReadMetadata(MapField<string, string> metadata) =>
        metadata.Count == 0 ? null : new Dictionary<string, string>(metadata, StringComparer.Ordinal);
}
