// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>The MQTT part of a disconnected event's body. Event handler reference, section 13.6.</summary>
internal sealed record MqttDisconnectedBody(bool InitiatedByClient, MqttDisconnectPacketProperties? DisconnectPacket);
