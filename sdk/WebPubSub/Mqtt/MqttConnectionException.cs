// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>An exception that rejects an MQTT client. You can throw it anywhere in a connect handler.</summary>
/// <remarks>Return a <see cref="MqttConnectEventErrorResponse"/> to reject the client without an exception.</remarks>
public class MqttConnectionException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="mqttErrorResponse">The error response.</param>
    public MqttConnectionException(MqttConnectEventErrorResponse mqttErrorResponse)
        : base("The connect handler rejected the MQTT client.")
    {
        ArgumentNullException.ThrowIfNull(mqttErrorResponse);
        MqttErrorResponse = mqttErrorResponse;
    }

    /// <summary>Gets the error response.</summary>
    public MqttConnectEventErrorResponse MqttErrorResponse { get; }
}
