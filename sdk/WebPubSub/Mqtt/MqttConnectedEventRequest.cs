// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>An MQTT session has begun. A client that comes back to its session raises no such event.</summary>
/// <param name="context">The connection of the event.</param>
public sealed class MqttConnectedEventRequest(MqttConnectionContext context) : ConnectedEventRequest(context);
