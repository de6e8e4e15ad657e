// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers.Text;
using System.Net.WebSockets;
using WebPubSub.Emulator.Messages;
using WebPubSub.Protocol;

namespace WebPubSub.Emulator.Protocols;

/// <summary>
/// The codec of <c>json.webpubsub.azure.v1</c> and its reliable variant. See docs/protocols/client-protocols.md#4-json-parsing-rules to #7-invalid-input-json.
/// </summary>
internal sealed class JsonCodec(bool hasPreview) : SubprotocolCodec
{
    public override WebSocketMessageType FrameType => WebSocketMessageType.Text;

    public override string WrongFrameType => "The JSON subprotocol requires text messages.";

    public override string Malformed => "The client message is not a valid JSON protocol message.";

    public override WebPubSubMessage Read(ReadOnlyMemory<byte> payload) =>
        hasPreview ? JsonUpstreamReader.ReadWithPreview(payload) : JsonUpstreamReader.Read(payload);

    public override Frame? Encode(Delivery delivery) => delivery.ToJson();

    // Adds one property to the encoded object.
    public override int WriteNumbered(ReadOnlySpan<byte> encoded, long sequenceId, Span<byte> output)
    {
        ReadOnlySpan<byte> name = ",\"sequenceId\":"u8;
        encoded[..^1].CopyTo(output);
        int length = encoded.Length - 1;
        name.CopyTo(output[length..]);
        length += name.Length;
        Utf8Formatter.TryFormat(sequenceId, output[length..], out int digits);
        length += digits;
        output[length] = (byte)'}';
        return length + 1;
    }
}
