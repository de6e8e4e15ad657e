// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers;
using WebPubSub.Protocol;

namespace WebPubSub.Protobuf;

/// <summary>The subprotocol <c>protobuf.webpubsub.azure.v1</c>: what is under way when the transport is lost is lost.</summary>
/// <remarks>Its group messages do not name the user who sent them. See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-protobuf-webpubsub-subprotocol"/>.</remarks>
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
