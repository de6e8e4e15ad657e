// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>Handles an event: the next filter, or the hub after the last filter.</summary>
/// <param name="request">The event.</param>
/// <param name="cancellationToken">A token that cancels the handler.</param>
/// <returns>The response, or <see langword="null"/> if there is none.</returns>
public delegate ValueTask<WebPubSubEventResponse?> WebPubSubHubHandler(WebPubSubEventRequest request, CancellationToken cancellationToken);
