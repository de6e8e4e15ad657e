// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Protocol;

/// <summary>From the service: the last message of a connection that it closes on purpose.</summary>
/// <param name="Reason">Why.</param>
/// <remarks>Protocol reference: client protocols, section 6.2.</remarks>
public sealed record DisconnectedMessage(string Reason) : WebPubSubMessage;
