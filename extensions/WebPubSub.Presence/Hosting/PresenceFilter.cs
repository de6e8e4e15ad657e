// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Presence.Hosting;

/// <summary>The hub filter that feeds presence with the events of the hub.</summary>
/// <typeparam name="THub">The class of the hub.</typeparam>
internal sealed class PresenceFilter<THub>(HubPresence<THub> presence) : IWebPubSubHubFilter
    where THub : WebPubSubHub
{
    // The response to the connect event puts the connection into the reserved group, so no connection is missed, even if its other events are lost.
    public static WebPubSubHubEvents Events { get; } = new() { SystemEvents = ["connect", "connected", "disconnected"], GroupPresenceEvents = ["joined", "left"] };

    public ValueTask<WebPubSubEventResponse?> InvokeAsync(
        WebPubSubHub hub, WebPubSubEventRequest request, WebPubSubHubHandler inner, CancellationToken cancellationToken) =>
        presence.Feed.HandleAsync(request, inner, cancellationToken);
}
