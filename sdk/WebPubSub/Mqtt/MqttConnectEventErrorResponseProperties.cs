// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>The properties of the CONNACK packet for a rejected client.</summary>
public sealed class MqttConnectEventErrorResponseProperties
{
    /// <summary>Creates the properties for a client of MQTT 3.1.1.</summary>
    /// <param name="code">The return code of the CONNACK packet.</param>
    public MqttConnectEventErrorResponseProperties(MqttV311ConnectReturnCode code)
        : this((int)code, null)
    {
    }

    /// <summary>Creates the properties for a client of MQTT 5.0.</summary>
    /// <param name="code">The reason code of the CONNACK packet.</param>
    public MqttConnectEventErrorResponseProperties(MqttV500ConnectReasonCode code)
        : this((int)code, null)
    {
    }

    internal MqttConnectEventErrorResponseProperties(int code, string? reason)
    {
        Code = code;
        Reason = reason;
    }

    /// <summary>Gets the return code (MQTT 3.1.1) or reason code (MQTT 5.0).</summary>
    public int Code { get; }

    /// <summary>Gets or sets the reason, which MQTT 5.0 clients receive. It must not contain internal details.</summary>
    public string? Reason { get; set; }

    /// <summary>Gets or sets the user properties (MQTT 5.0 only).</summary>
    public IReadOnlyList<MqttUserProperty>? UserProperties { get; set; }
}
