// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers;
using WebPubSub.Protocol;

namespace WebPubSub.Protobuf;

/// <summary>The subprotocol <c>protobuf.webpubsub.azure.v1</c>: what is under way when the transport is lost is lost.</summary>
/// <remarks>It has no invocations, streams and group states, and does not tell the sender of a message. Protocol reference: client protocols, section 12.</remarks>
public class WebPubSubProtobufProtocol : WebPubSubProtocol
{
    /// <inheritdoc/>
    public override string Name => "protobuf.webpubsub.azure.v1";

    /// <inheritdoc/>
    public override bool IsReliable => false;

    /// <inheritdoc/>
    public override WebPubSubProtocolMessageType WebSocketMessageType => WebPubSubProtocolMessageType.Binary;

    /// <inheritdoc/>
    public override WebPubSubMessage ParseMessage(ReadOnlySpan<byte> input) => ProtobufDownstreamReader.Read(input);

    /// <inheritdoc/>
    public override void WriteMessage(WebPubSubMessage message, IBufferWriter<byte> output) => ProtobufUpstreamWriter.Write(output, message);
}
