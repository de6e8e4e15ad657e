// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>Runs around the methods of hubs, for concerns such as logging, limits and transactions.</summary>
public interface IWebPubSubHubFilter
{
    /// <summary>Gets the events that the filter needs from the service, in addition to the events that the hubs handle.</summary>
    /// <value>The default is <see cref="WebPubSubHubEvents.None"/>.</value>
    /// <remarks>
    /// Declare <c>public static WebPubSubHubEvents Events</c> in the class that lists <see cref="IWebPubSubHubFilter"/>. If a derived class declares it, list the interface there
    /// as well; otherwise C# uses the property of the base class.
    /// </remarks>
    static virtual WebPubSubHubEvents Events => WebPubSubHubEvents.None;

    /// <summary>Handles an event, usually by calling <paramref name="inner"/>.</summary>
    /// <param name="hub">The hub of the event.</param>
    /// <param name="request">The event, which is verified.</param>
    /// <param name="inner">The next filter, or the hub after the last filter. If it is not called, the hub does not receive the event.</param>
    /// <param name="cancellationToken">Cancels the handler.</param>
    /// <returns>The response. An <see cref="EventErrorResponse"/> rejects a connect or user event.</returns>
    ValueTask<WebPubSubEventResponse?> InvokeAsync(
        WebPubSubHub hub, WebPubSubEventRequest request, WebPubSubHubHandler inner, CancellationToken cancellationToken);
}
