// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>The JSON body of a response that accepts a client. For a member that is null, the access token of the client decides.</summary>
/// <remarks>See docs/protocols/event-handler.md#131-connect and #136-mqtt.</remarks>
internal sealed record ConnectEventReply(
    string? UserId, string[]? Groups, string? Subprotocol, string[]? Roles, MqttConnectEventResponseProperties? Mqtt = null);
