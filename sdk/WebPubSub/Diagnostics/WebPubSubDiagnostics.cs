// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>The names of the activity sources and meters of the clients, the event handler and the emulator.</summary>
public static class WebPubSubDiagnostics
{
    /// <summary>The activity source of the service client, with one activity for each operation, including its retries.</summary>
    public const string ActivitySourceName = "WebPubSub.ServiceClient";

    /// <summary>
    /// The meter of the service client: <c>messaging.client.operation.duration</c>, <c>messaging.client.sent.messages</c> and <c>webpubsub.client.throttled</c>.
    /// </summary>
    public const string MeterName = "WebPubSub.ServiceClient";

    /// <summary>The activity source of a WebSocket client, with one activity for each message that it sends or handles.</summary>
    public const string WebSocketClientActivitySourceName = "WebPubSub.Client";

    /// <summary>
    /// The meter of a WebSocket client: <c>messaging.client.operation.duration</c>, <c>messaging.client.sent.messages</c>, <c>messaging.client.consumed.messages</c>,
    /// <c>webpubsub.client.connections</c>, <c>.recoveries</c>, <c>.disconnections</c> and <c>.repeated.messages</c>.
    /// </summary>
    public const string WebSocketClientMeterName = "WebPubSub.Client";

    /// <summary>The activity source of the event handler, with one activity for each event that a hub handles.</summary>
    public const string EventHandlerActivitySourceName = "WebPubSub.EventHandler";

    /// <summary>The meter of the event handler: <c>webpubsub.handler.event.duration</c>, including rejected events.</summary>
    public const string EventHandlerMeterName = "WebPubSub.EventHandler";

    /// <summary>The activity source of the emulator, with one activity for each client message, event, REST call, delivery and connection event.</summary>
    public const string EmulatorActivitySourceName = "WebPubSub.Emulator";

    /// <summary>The meter of presence: <c>webpubsub.presence.users</c>, <c>webpubsub.presence.connections</c> and <c>webpubsub.presence.corrections</c>.</summary>
    public const string PresenceMeterName = "WebPubSub.Presence";
}
