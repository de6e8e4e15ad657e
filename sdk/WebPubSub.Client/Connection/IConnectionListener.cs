// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Protocol;

namespace WebPubSub.Client.Connection;

/// <summary>Hears what happens to connections, in order.</summary>
internal interface IConnectionListener
{
    /// <summary>There is a new connection. The task ends when the client is back in its groups.</summary>
    Task OnConnectedAsync(Session session);

    void OnRecovering(Session session, TransportEnd end);

    void OnRecovered(Session session);

    void OnDisconnected(Session session, TransportEnd end);

    /// <summary>A message has come. While the task runs nothing more is read.</summary>
    ValueTask OnMessageAsync(WebPubSubMessage message);
}
