// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>The event that the service sends when an MQTT session ends or expires. It sends no event when only the connection is lost.</summary>
/// <param name="context">The connection of the event.</param>
/// <param name="reason">The reason, in free text. It can be missing.</param>
/// <param name="mqtt">The details of the end of the session.</param>
public sealed class MqttDisconnectedEventRequest(MqttConnectionContext context, string? reason, MqttDisconnectedEventRequestProperties mqtt)
    : DisconnectedEventRequest(context, reason)
{
    /// <summary>Gets the details of the end of the session.</summary>
    public MqttDisconnectedEventRequestProperties Mqtt { get; } = mqtt;
}
