// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>What goes into the CONNACK packet of an accepted client.</summary>
public sealed class MqttConnectEventResponseProperties
{
    /// <summary>Gets or sets the user properties; MQTT 5.0 only.</summary>
    public IReadOnlyList<MqttUserProperty>? UserProperties { get; set; }
}
