// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Protocol;

namespace WebPubSub.Client.Connection;

/// <summary>Learns what happens to the connections of a run, in order.</summary>
internal interface IConnectionListener
{
    /// <summary>Gets whether the application is so far behind that messages must not be acknowledged: the service would send more.</summary>
    bool IsBehind { get; }

    /// <summary>A connection was made. Called before a frame is sent on it. The task completes when the client has rejoined its groups.</summary>
    Task OnConnectedAsync(Session session);

    /// <summary>The transport was lost, and the client tries to recover the connection.</summary>
    void OnRecovering(Session session, TransportEnd end);

    /// <summary>The connection was recovered. Called before a frame is sent on the new transport.</summary>
    void OnRecovered(Session session);

    /// <summary>The connection has ended.</summary>
    void OnDisconnected(Session session, TransportEnd end);

    /// <summary>A message was received. The client reads the next one when the task completes.</summary>
    ValueTask OnMessageAsync(WebPubSubMessage message, int bytes);

    /// <summary>A message with data was received, which is not parsed yet. The bytes are valid until the method returns.</summary>
    ValueTask OnDataAsync(ReadOnlyMemory<byte> frame);

    /// <summary>No further message is there at the moment. The client waits for the next one when the task completes.</summary>
    Task OnIdleAsync();
}
