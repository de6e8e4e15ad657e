// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>How an MQTT session ended.</summary>
/// <param name="InitiatedByClient">Whether the client sent the DISCONNECT packet.</param>
/// <param name="DisconnectPacket">That packet, or <see langword="null"/> when nobody sent one.</param>
public sealed record MqttDisconnectedEventRequestProperties(bool InitiatedByClient, MqttDisconnectPacketProperties? DisconnectPacket);
