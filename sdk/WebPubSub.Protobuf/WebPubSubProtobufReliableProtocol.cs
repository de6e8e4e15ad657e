// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Protobuf;

/// <summary>The subprotocol <c>protobuf.reliable.webpubsub.azure.v1</c>. Messages and the connection survive a lost transport.</summary>
/// <remarks>
/// The service keeps messages until the client acknowledges them. Group messages do not contain the user ID of the sender. See
/// <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-protobuf-reliable-webpubsub-subprotocol"/>.
/// </remarks>
public sealed class WebPubSubProtobufReliableProtocol : WebPubSubProtobufProtocol
{
    /// <inheritdoc/>
    public override string Name => "protobuf.reliable.webpubsub.azure.v1";

    /// <inheritdoc/>
    public override bool IsReliable => true;
}
