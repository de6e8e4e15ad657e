// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>Between the codes of a CONNACK packet and HTTP statuses, both ways and for every number. Event handler reference, section 13.7.</summary>
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

    /// <summary>The code for a refusal that was not made for MQTT.</summary>
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
        _ => 1, // the client speaks a version that has no codes here: unacceptable protocol version
    };
}
