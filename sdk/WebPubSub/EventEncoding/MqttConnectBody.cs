// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>The MQTT part of the body of a connect event. See docs/protocols/event-handler.md#136-mqtt.</summary>
internal sealed record MqttConnectBody(int ProtocolVersion, bool? CleanStart, string? Username, byte[]? Password, MqttUserProperty[]? UserProperties)
{
    public MqttConnectProperties ToProperties() =>
        new((MqttProtocolVersion)ProtocolVersion, Username, Password is null ? null : Convert.ToBase64String(Password), UserProperties, CleanStart);
}
