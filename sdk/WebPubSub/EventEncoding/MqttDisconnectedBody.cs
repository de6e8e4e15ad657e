// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>The MQTT part of the body of a disconnected event. See docs/protocols/event-handler.md#136-mqtt.</summary>
internal sealed record MqttDisconnectedBody(bool InitiatedByClient, MqttDisconnectPacketProperties? DisconnectPacket);
