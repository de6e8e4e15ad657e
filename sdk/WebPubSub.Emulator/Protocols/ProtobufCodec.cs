// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;
using WebPubSub.Emulator.Messages;
using WebPubSub.Protobuf;
using WebPubSub.Protocol;

namespace WebPubSub.Emulator.Protocols;

/// <summary>The codec of <c>protobuf.webpubsub.azure.v1</c> and its reliable variant. See docs/protocols/client-protocols.md#12-protobuf-protocols.</summary>
internal sealed class ProtobufCodec(bool hasPreview) : SubprotocolCodec
{
    private const byte DataMessageTag = (2 << 3) | 2; // data_message, with its length
    private const int MaxVarintLength = 10;
    private const byte DataSequenceIdTag = 4 << 3; // sequence_id of a data message, a varint
    private const byte StateSequenceIdTag = 3 << 3; // sequence_id of group_state_update_message and group_state_snapshot_message

    public override WebSocketMessageType FrameType => WebSocketMessageType.Binary;

    public override string WrongFrameType => "The protobuf subprotocol requires binary messages.";

    public override string Malformed => "The client message is not a valid protobuf.webpubsub.azure.v1 message.";

    public override WebPubSubMessage Read(ReadOnlyMemory<byte> payload) =>
        hasPreview ? ProtobufUpstreamReader.ReadWithPreview(payload) : ProtobufUpstreamReader.Read(payload);

    public override Frame? Encode(Delivery delivery) => delivery.ToProtobuf();

    // Adds one field to the encoded message, which changes its length prefix. The tags of all messages with a sequence ID have one byte.
    public override int WriteNumbered(ReadOnlySpan<byte> encoded, long sequenceId, Span<byte> output)
    {
        int start = 1;
        while ((encoded[start++] & 0x80) != 0)
        {
            // the length is a varint: its last byte has no high bit
        }

        ReadOnlySpan<byte> data = encoded[start..];
        Span<byte> number = stackalloc byte[MaxVarintLength];
        number = number[..WriteVarint(sequenceId, number)];
        output[0] = encoded[0];
        int length = 1 + WriteVarint(data.Length + 1 + number.Length, output[1..]);
        data.CopyTo(output[length..]);
        length += data.Length;
        output[length++] = encoded[0] == DataMessageTag ? DataSequenceIdTag : StateSequenceIdTag;
        number.CopyTo(output[length..]);
        return length + number.Length;
    }

    // The value is not negative.
    private static int WriteVarint(long value, Span<byte> output)
    {
        int length = 0;
        for (; value >= 0x80; value >>= 7)
        {
            output[length++] = (byte)(value | 0x80);
        }

        output[length++] = (byte)value;
        return length;
    }
}
