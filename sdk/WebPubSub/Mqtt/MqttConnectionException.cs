// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>Refuses an MQTT client from anywhere in a connect handler.</summary>
/// <remarks>Returning <see cref="MqttConnectEventErrorResponse"/> does the same without an exception.</remarks>
public class MqttConnectionException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="mqttErrorResponse">The refusal.</param>
    public MqttConnectionException(MqttConnectEventErrorResponse mqttErrorResponse)
        : base("The MQTT client is refused.")
    {
        ArgumentNullException.ThrowIfNull(mqttErrorResponse);
        MqttErrorResponse = mqttErrorResponse;
    }

    /// <summary>Gets the refusal.</summary>
    public MqttConnectEventErrorResponse MqttErrorResponse { get; }
}
