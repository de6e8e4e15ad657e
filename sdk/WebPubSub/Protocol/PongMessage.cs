// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Protocol;

/// <summary>From the service: the answer to <see cref="PingMessage"/>.</summary>
/// <remarks>Protocol reference: client protocols, section 6.6.</remarks>
public sealed record PongMessage : WebPubSubMessage;
