// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>The conversion between CONNACK codes and HTTP statuses. Every number has a result.</summary>
/// <remarks>See docs/protocols/event-handler.md#137-mqtt-codes-and-http-status.</remarks>
internal static class MqttCodes
{
    public static int ToStatus(int code) => code switch
    {
        3 => 503,
        4 or 5 or 134 or 135 => 401,
        138 => 403,
        151 or 159 => 429,
        1 or 2 or 129 or 130 or 131 or 132 or 133 or 140 or 144 or 149 or 153 or 154 or 155 => 400,
        _ => 500,
    };

    /// <summary>Returns the code for an error response that has no MQTT code.</summary>
    public static int FromStatus(int status, MqttProtocolVersion version) => version switch
    {
        MqttProtocolVersion.V311 => status switch
        {
            400 => 4,
            401 or 403 => 5,
            _ => 3,
        },
        MqttProtocolVersion.V500 => status switch
        {
            400 => 134,
            401 => 135,
            403 => 138,
            429 => 151,
            503 => 136,
            _ => 128,
        },
        _ => 1, // another MQTT version: unacceptable protocol version
    };
}
