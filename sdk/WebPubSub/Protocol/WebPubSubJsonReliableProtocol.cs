// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Protocol;

/// <summary>The subprotocol <c>json.reliable.webpubsub.azure.v1</c>: messages are kept until acknowledged, and a lost transport is recovered.</summary>
/// <remarks>Protocol reference: client protocols, section 11.</remarks>
public sealed class WebPubSubJsonReliableProtocol : WebPubSubJsonProtocol
{
    /// <inheritdoc/>
    public override string Name => "json.reliable.webpubsub.azure.v1";

    /// <inheritdoc/>
    public override bool IsReliable => true;
}
