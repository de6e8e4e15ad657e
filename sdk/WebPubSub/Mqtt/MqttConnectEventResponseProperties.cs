// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>The properties of the CONNACK packet for an accepted client.</summary>
public sealed class MqttConnectEventResponseProperties
{
    /// <summary>Gets or sets the user properties (MQTT 5.0 only).</summary>
    public IReadOnlyList<MqttUserProperty>? UserProperties { get; set; }
}
