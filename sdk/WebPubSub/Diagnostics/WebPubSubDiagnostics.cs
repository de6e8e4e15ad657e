// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>The names under which the clients and the event handler tell what they do.</summary>
public static class WebPubSubDiagnostics
{
    /// <summary>The source of one activity per operation, retries included.</summary>
    public const string ActivitySourceName = "WebPubSub.ServiceClient";

    /// <summary>
    /// The meter of <c>messaging.client.operation.duration</c>, <c>messaging.client.sent.messages</c> and <c>webpubsub.client.throttled</c>.
    /// </summary>
    public const string MeterName = "WebPubSub.ServiceClient";

    /// <summary>The source of one activity per message that a WebSocket client sends or handles.</summary>
    public const string WebSocketClientActivitySourceName = "WebPubSub.Client";

    /// <summary>
    /// The meter of a WebSocket client: <c>messaging.client.operation.duration</c>, <c>messaging.client.sent.messages</c>, <c>messaging.client.consumed.messages</c>,
    /// <c>webpubsub.client.connections</c>, <c>.recoveries</c>, <c>.disconnections</c> and <c>.repeated.messages</c>.
    /// </summary>
    public const string WebSocketClientMeterName = "WebPubSub.Client";

    /// <summary>The source of one activity per event that a hub handles.</summary>
    public const string EventHandlerActivitySourceName = "WebPubSub.EventHandler";

    /// <summary>The meter of <c>webpubsub.handler.event.duration</c>, refused events included.</summary>
    public const string EventHandlerMeterName = "WebPubSub.EventHandler";
}
