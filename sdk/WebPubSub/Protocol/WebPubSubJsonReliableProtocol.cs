// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Protocol;

/// <summary>The subprotocol <c>json.reliable.webpubsub.azure.v1</c>. Messages and the connection survive a lost transport.</summary>
/// <remarks>
/// The service keeps messages until the client acknowledges them. See
/// <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-json-reliable-webpubsub-subprotocol">the reliable JSON subprotocol</see>.
/// </remarks>
public sealed class WebPubSubJsonReliableProtocol : WebPubSubJsonProtocol
{
    /// <inheritdoc/>
    public override string Name => "json.reliable.webpubsub.azure.v1";

    /// <inheritdoc/>
    public override bool IsReliable => true;
}
