// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>Handles an event: what stands behind a filter.</summary>
/// <param name="request">The event.</param>
/// <param name="cancellationToken">Cancels the handler.</param>
/// <returns>The answer; <see langword="null"/> for nothing to say.</returns>
public delegate ValueTask<WebPubSubEventResponse?> WebPubSubHubHandler(WebPubSubEventRequest request, CancellationToken cancellationToken);
