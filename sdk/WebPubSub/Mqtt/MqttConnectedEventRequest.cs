// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>The event that the service sends when it creates an MQTT session. It sends no event when a client resumes its session.</summary>
/// <param name="context">The connection of the event.</param>
public sealed class MqttConnectedEventRequest(MqttConnectionContext context) : ConnectedEventRequest(context);
