// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers;
using System.ComponentModel;
using Google.Protobuf;
using WebPubSub.Protobuf.Wire;
using WebPubSub.Protocol;

namespace WebPubSub.Protobuf;

/// <summary>Writes the messages that the service sends to a client of a protobuf subprotocol.</summary>
/// <remarks>See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-protobuf-webpubsub-subprotocol">the protobuf subprotocol</see>.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class ProtobufDownstreamWriter
{
    /// <summary>Writes one frame.</summary>
    /// <param name="output">The buffer that receives the frame.</param>
    /// <param name="message">A message that the service sends.</param>
    /// <exception cref="ArgumentException">The service does not send messages of this type over the protobuf subprotocols.</exception>
    public static void Write(IBufferWriter<byte> output, WebPubSubMessage message) => Create(message).WriteTo(output);

    private static DownstreamMessage Create(WebPubSubMessage message) => message switch
    {
        GroupDataMessage group => Wrap(CreateData("group", group.Data, group.DataType, group.Metadata, group.SequenceId), group.Group, group.Stream),
        ServerDataMessage server => Wrap(CreateData("server", server.Data, server.DataType, server.Metadata, server.SequenceId)),
        AckMessage ack => new DownstreamMessage { AckMessage = CreateAck(ack) },
        PongMessage => new DownstreamMessage { PongMessage = new DownstreamMessage.Types.PongMessage() },
        ConnectedMessage connected => Wrap(CreateConnected(connected)),
        DisconnectedMessage disconnected => Wrap(new DownstreamMessage.Types.SystemMessage
        {
            DisconnectedMessage = new DownstreamMessage.Types.SystemMessage.Types.DisconnectedMessage { Reason = disconnected.Reason },
        }),
        _ => CreatePreview(message),
    };

    private static DownstreamMessage Wrap(DownstreamMessage.Types.SystemMessage message) => new() { SystemMessage = message };

    private static DownstreamMessage Wrap(DownstreamMessage.Types.DataMessage message, string? group = null, StreamFragment? stream = null)
    {
        if (group is not null)
        {
            message.Group = group;
        }

        if (stream is not null)
        {
            message.Stream = CreateStream(stream);
        }

        return new DownstreamMessage { DataMessage = message };
    }

    private static DownstreamMessage.Types.DataMessage CreateData(
        string from, BinaryData data, WebPubSubDataType dataType, IReadOnlyDictionary<string, string>? metadata, long? sequenceId)
    {
        var message = new DownstreamMessage.Types.DataMessage { From = from, Data = ProtobufData.Write(data, dataType) };
        foreach ((string key, string value) in metadata ?? new Dictionary<string, string>())
        {
            message.Metadata[key] = value;
        }

        if (sequenceId is { } id)
        {
            message.SequenceId = (ulong)id;
        }

        return message;
    }

    private static DownstreamMessage.Types.AckMessage CreateAck(AckMessage ack)
    {
        var message = new DownstreamMessage.Types.AckMessage { AckId = (ulong)ack.AckId, Success = ack.Success };
        if (ack.Error is { } error)
        {
            message.Error = new DownstreamMessage.Types.AckMessage.Types.ErrorMessage { Name = error.Name, Message = error.Message };
        }

        return message;
    }

    private static DownstreamMessage.Types.SystemMessage CreateConnected(ConnectedMessage connected)
    {
        var message = new DownstreamMessage.Types.SystemMessage.Types.ConnectedMessage
        {
            ConnectionId = connected.ConnectionId,
            UserId = connected.UserId ?? "",
        };
        if (connected.ReconnectionToken is { } token)
        {
            message.ReconnectionToken = token;
        }

        return new DownstreamMessage.Types.SystemMessage { ConnectedMessage = message };
    }
}
