// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>Calls the method of a hub that an event is for. Knows nothing of any web server.</summary>
public static class WebPubSubHubDispatcher
{
    /// <summary>Calls the method.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="request">The event. Nothing of it is verified here.</param>
    /// <param name="cancellationToken">Cancels the handler.</param>
    /// <returns>What the hub answers; <see langword="null"/> for nothing to say, and for events whose answers the service ignores.</returns>
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
