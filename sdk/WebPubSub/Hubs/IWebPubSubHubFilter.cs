// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>A filter that runs before and after hub methods, for example for logging, limits or transactions.</summary>
public interface IWebPubSubHubFilter
{
    /// <summary>Gets the events that the filter needs from the service, in addition to the events that the hubs handle.</summary>
    /// <value>The default is <see cref="WebPubSubHubEvents.None"/>.</value>
    /// <remarks>
    /// Declare <c>public static WebPubSubHubEvents Events</c> in the class that lists <see cref="IWebPubSubHubFilter"/>. If a derived class declares the
    /// property, the derived class must list the interface too. Otherwise C# uses the property of the base class.
    /// </remarks>
    static virtual WebPubSubHubEvents Events => WebPubSubHubEvents.None;

    /// <summary>Handles an event, usually by calling <paramref name="inner"/>.</summary>
    /// <param name="hub">The hub of the event.</param>
    /// <param name="request">The verified event.</param>
    /// <param name="inner">The next filter, or the hub after the last filter. If you do not call it, the hub does not receive the event.</param>
    /// <param name="cancellationToken">A token that cancels the handler.</param>
    /// <returns>The response. An <see cref="EventErrorResponse"/> rejects a connect or user event.</returns>
    ValueTask<WebPubSubEventResponse?> InvokeAsync(
        WebPubSubHub hub, WebPubSubEventRequest request, WebPubSubHubHandler inner, CancellationToken cancellationToken);
}
