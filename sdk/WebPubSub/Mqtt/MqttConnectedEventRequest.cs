// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>An MQTT session has begun. A client that comes back to its session raises no such event.</summary>
/// <param name="context">The connection that the event is about.</param>
/// <remarks>Protocol reference: event handler, section 13.6.</remarks>
public sealed class MqttConnectedEventRequest(MqttConnectionContext context) : ConnectedEventRequest(context);
