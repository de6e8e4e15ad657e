// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>Stands around every hub method, for what concerns all of them: logging, limits, transactions.</summary>
public interface IWebPubSubHubFilter
{
    /// <summary>Handles an event, usually by calling the next one.</summary>
    /// <param name="hub">The hub that the event is for.</param>
    /// <param name="request">The event, already verified.</param>
    /// <param name="inner">The next filter, and behind the last one the hub. Not calling it keeps the event from the hub.</param>
    /// <param name="cancellationToken">Cancels the handler.</param>
    /// <returns>The answer; <see cref="EventErrorResponse"/> refuses a connect or a user event.</returns>
    ValueTask<WebPubSubEventResponse?> InvokeAsync(
        WebPubSubHub hub, WebPubSubEventRequest request, WebPubSubHubHandler inner, CancellationToken cancellationToken);
}
