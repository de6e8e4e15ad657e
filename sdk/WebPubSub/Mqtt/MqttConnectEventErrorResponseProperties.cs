// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>What goes into the CONNACK packet of a refused client.</summary>
public sealed class MqttConnectEventErrorResponseProperties
{
    /// <summary>Creates what a client of MQTT 3.1.1 gets.</summary>
    /// <param name="code">The return code of its CONNACK.</param>
    public MqttConnectEventErrorResponseProperties(MqttV311ConnectReturnCode code)
        : this((int)code, null)
    {
    }

    /// <summary>Creates what a client of MQTT 5.0 gets.</summary>
    /// <param name="code">The reason code of its CONNACK.</param>
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

    /// <summary>Gets or sets the reason, which reaches MQTT 5.0 clients. Put nothing internal into it.</summary>
    public string? Reason { get; set; }

    /// <summary>Gets or sets the user properties; MQTT 5.0 only.</summary>
    public IReadOnlyList<MqttUserProperty>? UserProperties { get; set; }
}
