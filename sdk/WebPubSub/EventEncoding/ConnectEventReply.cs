// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>The JSON body that accepts a client; what is null stays as the token says. Event handler reference, sections 13.1 and 13.6.</summary>
internal sealed record ConnectEventReply(
    string? UserId, string[]? Groups, string? Subprotocol, string[]? Roles, MqttConnectEventResponseProperties? Mqtt = null);
