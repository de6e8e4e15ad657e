// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Protobuf;

/// <summary>The subprotocol <c>protobuf.reliable.webpubsub.azure.v1</c>: messages are kept until acknowledged, and a lost transport is recovered.</summary>
/// <remarks>Its group messages do not name the user who sent them. See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-protobuf-reliable-webpubsub-subprotocol"/>.</remarks>
public sealed class WebPubSubProtobufReliableProtocol : WebPubSubProtobufProtocol
{
    /// <inheritdoc/>
    public override string Name => "protobuf.reliable.webpubsub.azure.v1";

    /// <inheritdoc/>
    public override bool IsReliable => true;
}
