// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>Calls the hub method that handles an event. It does not depend on a web server.</summary>
public static class WebPubSubHubDispatcher
{
    /// <summary>Calls the hub method that handles an event.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="request">The event. This method does not verify it.</param>
    /// <param name="cancellationToken">A token that cancels the hub method.</param>
    /// <returns>The response of the hub. It is <see langword="null"/> if the hub has no response, or if the service ignores the response to the event.</returns>
    public static async ValueTask<WebPubSubEventResponse?> DispatchAsync(
        WebPubSubHub hub, WebPubSubEventRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        switch (request)
        {
            case ConnectEventRequest connect:
                return await hub.OnConnectAsync(connect, cancellationToken).ConfigureAwait(false);
            case UserEventRequest user:
                return await hub.OnUserEventAsync(user, cancellationToken).ConfigureAwait(false);
            case ConnectedEventRequest connected:
                await hub.OnConnectedAsync(connected, cancellationToken).ConfigureAwait(false);
                return null;
            case DisconnectedEventRequest disconnected:
                await hub.OnDisconnectedAsync(disconnected, cancellationToken).ConfigureAwait(false);
                return null;
            case GroupJoinedEventRequest joined:
                await hub.OnGroupJoinedAsync(joined, cancellationToken).ConfigureAwait(false);
                return null;
            case GroupLeftEventRequest left:
                await hub.OnGroupLeftAsync(left, cancellationToken).ConfigureAwait(false);
                return null;
            default:
                return null;
        }
    }
}
