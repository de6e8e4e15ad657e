// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Protocol;

/// <summary>A message from the service: the last message before it deliberately closes a connection.</summary>
/// <remarks>See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-json-webpubsub-subprotocol">the subprotocol</see>.</remarks>
public sealed class DisconnectedMessage : WebPubSubMessage
{
    /// <summary>Creates a message.</summary>
    /// <param name="reason">The reason.</param>
    public DisconnectedMessage(string reason) => Reason = reason;

    /// <summary>Gets the reason.</summary>
    public string Reason { get; }
}
