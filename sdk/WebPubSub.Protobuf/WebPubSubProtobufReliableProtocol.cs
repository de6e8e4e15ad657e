// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Protobuf;

/// <summary>The subprotocol <c>protobuf.reliable.webpubsub.azure.v1</c>: messages are kept until acknowledged, and a lost transport is recovered.</summary>
/// <remarks>It has no invocations, streams and group states, and does not tell the sender of a message. Protocol reference: client protocols, section 12.</remarks>
public sealed class WebPubSubProtobufReliableProtocol : WebPubSubProtobufProtocol
{
    /// <inheritdoc/>
    public override string Name => "protobuf.reliable.webpubsub.azure.v1";

    /// <inheritdoc/>
    public override bool IsReliable => true;
}
