// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>A response that rejects an MQTT client with a CONNACK code. The code determines the HTTP status.</summary>
public sealed class MqttConnectEventErrorResponse : EventErrorResponse
{
    /// <summary>Creates a response that rejects a client of MQTT 3.1.1.</summary>
    /// <param name="code">The return code of the CONNACK packet.</param>
    /// <param name="reason">The reason. MQTT 3.1.1 does not send it to the client.</param>
    public MqttConnectEventErrorResponse(MqttV311ConnectReturnCode code, string? reason = null)
        : this((int)code, reason)
    {
    }

    /// <summary>Creates a response that rejects a client of MQTT 5.0.</summary>
    /// <param name="code">The reason code of the CONNACK packet.</param>
    /// <param name="reason">The reason, which the client receives.</param>
    public MqttConnectEventErrorResponse(MqttV500ConnectReasonCode code, string? reason = null)
        : this((int)code, reason)
    {
    }

    /// <summary>Creates a response that rejects a client with the given CONNACK properties.</summary>
    /// <param name="mqtt">The properties of the CONNACK packet.</param>
    public MqttConnectEventErrorResponse(MqttConnectEventErrorResponseProperties mqtt)
        : base(MqttCodes.ToStatus((mqtt ?? throw new ArgumentNullException(nameof(mqtt))).Code), mqtt.Reason) =>
        Mqtt = mqtt;

    private MqttConnectEventErrorResponse(int code, string? reason)
        : this(new MqttConnectEventErrorResponseProperties(code, reason))
    {
    }

    /// <summary>Gets the properties of the CONNACK packet.</summary>
    public MqttConnectEventErrorResponseProperties Mqtt { get; }
}
