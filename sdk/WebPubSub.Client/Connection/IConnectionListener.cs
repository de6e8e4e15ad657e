// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Protocol;

namespace WebPubSub.Client.Connection;

/// <summary>A listener for the events of the connections of a run, in order.</summary>
internal interface IConnectionListener
{
    /// <summary>Gets whether the application is so far behind that the client must not acknowledge messages: the service would send more.</summary>
    bool IsBehind { get; }

    /// <summary>Handles a new connection, before a frame is sent on it. The task completes when the client has rejoined its groups.</summary>
    Task OnConnectedAsync(Session session);

    /// <summary>Handles a lost transport, before the client tries to recover the connection.</summary>
    void OnRecovering(Session session, TransportEnd end);

    /// <summary>Handles the recovery of the connection, before a frame is sent on the new transport.</summary>
    void OnRecovered(Session session);

    /// <summary>Handles the end of the connection.</summary>
    void OnDisconnected(Session session, TransportEnd end);

    /// <summary>Handles a received message. The client reads the next message when the task completes.</summary>
    ValueTask OnMessageAsync(WebPubSubMessage message, int bytes);

    /// <summary>Handles a received message with data, which is not parsed yet. The bytes are valid until the method returns.</summary>
    ValueTask OnDataAsync(ReadOnlyMemory<byte> frame);

    /// <summary>Called when no further message is available yet. The client waits for the next message when the task completes.</summary>
    Task OnIdleAsync();
}
