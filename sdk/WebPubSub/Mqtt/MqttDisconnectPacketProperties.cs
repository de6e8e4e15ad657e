// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>The properties of an MQTT DISCONNECT packet.</summary>
public sealed class MqttDisconnectPacketProperties
{
    /// <summary>Creates the properties, for example for a test.</summary>
    /// <param name="code">The reason code. It is always 0 with MQTT 3.1.1.</param>
    /// <param name="userProperties">The user properties. Only clients send them.</param>
    public MqttDisconnectPacketProperties(MqttDisconnectReasonCode code, IReadOnlyList<MqttUserProperty>? userProperties = null)
    {
        Code = code;
        UserProperties = userProperties;
    }

    /// <summary>Gets the reason code. It is always 0 with MQTT 3.1.1.</summary>
    public MqttDisconnectReasonCode Code { get; }

    /// <summary>Gets the user properties. Only clients send them.</summary>
    public IReadOnlyList<MqttUserProperty>? UserProperties { get; }
}
