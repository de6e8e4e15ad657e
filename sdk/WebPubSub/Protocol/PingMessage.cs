// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Protocol;

/// <summary>From the client: is anyone there? Answered by <see cref="PongMessage"/>, after everything sent before it.</summary>
/// <remarks>Protocol reference: client protocols, section 5.4.</remarks>
public sealed record PingMessage : WebPubSubMessage;
