// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>Refuses an MQTT client with the code of its CONNACK. The HTTP status follows from the code.</summary>
public sealed class MqttConnectEventErrorResponse : EventErrorResponse
{
    /// <summary>Refuses a client of MQTT 3.1.1.</summary>
    /// <param name="code">The return code of its CONNACK.</param>
    /// <param name="reason">More words; MQTT 3.1.1 does not carry them to the client.</param>
    public MqttConnectEventErrorResponse(MqttV311ConnectReturnCode code, string? reason = null)
        : this((int)code, reason)
    {
    }

    /// <summary>Refuses a client of MQTT 5.0.</summary>
    /// <param name="code">The reason code of its CONNACK.</param>
    /// <param name="reason">More words, which reach the client.</param>
    public MqttConnectEventErrorResponse(MqttV500ConnectReasonCode code, string? reason = null)
        : this((int)code, reason)
    {
    }

    /// <summary>Refuses a client with everything that its CONNACK can say.</summary>
    /// <param name="mqtt">What goes into the CONNACK packet.</param>
    public MqttConnectEventErrorResponse(MqttConnectEventErrorResponseProperties mqtt)
        : base(MqttCodes.ToStatus((mqtt ?? throw new ArgumentNullException(nameof(mqtt))).Code), mqtt.Reason) =>
        Mqtt = mqtt;

    private MqttConnectEventErrorResponse(int code, string? reason)
        : this(new MqttConnectEventErrorResponseProperties(code, reason))
    {
    }

    /// <summary>Gets what goes into the CONNACK packet.</summary>
    public MqttConnectEventErrorResponseProperties Mqtt { get; }
}
