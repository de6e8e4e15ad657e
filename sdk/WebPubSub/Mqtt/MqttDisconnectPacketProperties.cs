// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>A DISCONNECT packet.</summary>
/// <param name="Code">Its reason code; always 0 with MQTT 3.1.1.</param>
/// <param name="UserProperties">Its user properties, which only a client sends.</param>
public sealed record MqttDisconnectPacketProperties(MqttDisconnectReasonCode Code, IReadOnlyList<MqttUserProperty>? UserProperties = null);
