// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>An MQTT session has ended or expired; the loss of a connection below it raises no such event.</summary>
/// <param name="context">The connection of the event.</param>
/// <param name="reason">The reason, in free text. It can be missing.</param>
/// <param name="mqtt">How the session ended.</param>
public sealed class MqttDisconnectedEventRequest(MqttConnectionContext context, string? reason, MqttDisconnectedEventRequestProperties mqtt)
    : DisconnectedEventRequest(context, reason)
{
    /// <summary>Gets how the session ended.</summary>
    public MqttDisconnectedEventRequestProperties Mqtt { get; } = mqtt;
}
