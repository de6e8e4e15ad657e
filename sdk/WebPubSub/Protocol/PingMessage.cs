// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Protocol;

/// <summary>A message of a client: asks for a <see cref="PongMessage"/>, which follows everything that the service sent before.</summary>
/// <remarks>See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-json-webpubsub-subprotocol">the subprotocol</see>.</remarks>
public sealed class PingMessage : WebPubSubMessage;
