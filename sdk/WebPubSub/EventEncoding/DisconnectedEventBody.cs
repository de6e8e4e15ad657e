// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>The JSON body of a disconnected event. See docs/protocols/event-handler.md#133-disconnected and #136-mqtt.</summary>
internal sealed record DisconnectedEventBody(string? Reason, MqttDisconnectedBody? Mqtt);
