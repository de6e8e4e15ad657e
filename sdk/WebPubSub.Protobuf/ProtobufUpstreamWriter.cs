// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers;
using System.ComponentModel;
using System.Text.Unicode;
using Google.Protobuf;
using Google.Protobuf.Collections;
using WebPubSub.Protobuf.Wire;
using WebPubSub.Protocol;
using Event = WebPubSub.Protobuf.Wire.UpstreamMessage.Types.EventMessage;
using Join = WebPubSub.Protobuf.Wire.UpstreamMessage.Types.JoinGroupMessage;
using Leave = WebPubSub.Protobuf.Wire.UpstreamMessage.Types.LeaveGroupMessage;
using Send = WebPubSub.Protobuf.Wire.UpstreamMessage.Types.SendToGroupMessage;

namespace WebPubSub.Protobuf;

/// <summary>Writes the messages that a client of a protobuf subprotocol sends.</summary>
/// <remarks>See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-protobuf-webpubsub-subprotocol">the protobuf subprotocol</see>.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class ProtobufUpstreamWriter
{
    /// <summary>Writes one frame.</summary>
    /// <param name="output">The buffer that receives the frame.</param>
    /// <param name="message">A message that clients send.</param>
    /// <exception cref="ArgumentException">
    /// Clients do not send messages of this type, the protobuf subprotocols do not support it, or the data does not match its data type.
    /// </exception>
    public static void Write(IBufferWriter<byte> output, WebPubSubMessage message)
    {
        try
        {
            Create(message).WriteTo(output);
        }
        catch (Exception exception) when (exception is FormatException or InvalidProtocolBufferException)
        {
            throw new ArgumentException("The data does not match its data type: " + exception.Message, nameof(message), exception);
        }
    }

    private static UpstreamMessage Create(WebPubSubMessage message) => message switch
    {
        SendToGroupMessage send => new UpstreamMessage { SendToGroupMessage = CreateSend(send) },
        SendEventMessage send => new UpstreamMessage { EventMessage = CreateEvent(send) },
        JoinGroupMessage join => new UpstreamMessage { JoinGroupMessage = CreateJoin(join) },
        LeaveGroupMessage leave => new UpstreamMessage { LeaveGroupMessage = CreateLeave(leave) },
        SequenceAckMessage ack => new UpstreamMessage { SequenceAckMessage = new UpstreamMessage.Types.SequenceAckMessage { SequenceId = (ulong)ack.SequenceId } },
        PingMessage => new UpstreamMessage { PingMessage = new UpstreamMessage.Types.PingMessage() },
        _ => CreatePreview(message),
    };

    private static Send CreateSend(SendToGroupMessage message)
    {
        var send = new Send { Group = message.Group, Data = WriteData(message.Data, message.DataType) };
        if (message.AckId is { } ackId)
        {
            send.AckId = (ulong)ackId;
        }

        if (message.NoEcho)
        {
            send.NoEcho = true;
        }

        if (message.TtlSeconds != 0)
        {
            send.TtlSeconds = (uint)message.TtlSeconds;
        }

        WriteMetadata(send.Metadata, message.Metadata);
        return send;
    }

    private static Event CreateEvent(SendEventMessage message)
    {
        var send = new Event { Event = message.EventName, Data = WriteData(message.Data, message.DataType) };
        if (message.AckId is { } ackId)
        {
            send.AckId = (ulong)ackId;
        }

        WriteMetadata(send.Metadata, message.Metadata);
        return send;
    }

    private static Join CreateJoin(JoinGroupMessage message)
    {
        var join = new Join { Group = message.Group };
        if (message.AckId is { } ackId)
        {
            join.AckId = (ulong)ackId;
        }

        return join;
    }

    private static Leave CreateLeave(LeaveGroupMessage message)
    {
        var leave = new Leave { Group = message.Group };
        if (message.AckId is { } ackId)
        {
            leave.AckId = (ulong)ackId;
        }

        return leave;
    }

    private static MessageData WriteData(BinaryData data, WebPubSubDataType dataType)
    {
        if (dataType is (WebPubSubDataType.Text or WebPubSubDataType.Json) && !Utf8.IsValid(data.ToMemory().Span))
        {
            throw new FormatException("the data is not UTF-8 text");
        }

        if (dataType == WebPubSubDataType.Json)
        {
            ProtobufData.CheckJson(data.ToMemory().Span);
        }

        return ProtobufData.Write(data, dataType);
    }

    private static void WriteMetadata(MapField<string, string> map, IReadOnlyDictionary<string, string>? metadata)
    {
        foreach ((string key, string value) in metadata ?? new Dictionary<string, string>())
        {
            map[key] = value;
        }
    }
}
