// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers;
using WebPubSub.Protocol;

namespace WebPubSub.Protobuf;

/// <summary>The subprotocol <c>protobuf.webpubsub.azure.v1</c>. Messages that are in transit when the transport is lost are not delivered.</summary>
/// <remarks>
/// Group messages do not contain the user ID of the sender. See
/// <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-protobuf-webpubsub-subprotocol"/>.
/// </remarks>
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
