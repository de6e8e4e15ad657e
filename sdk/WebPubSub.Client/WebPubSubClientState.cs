// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client;

/// <summary>The state of a client.</summary>
public enum WebPubSubClientState
{
    /// <summary>The client is not started, has stopped, or no longer reconnects.</summary>
    Stopped,

    /// <summary>The client is making its first connection.</summary>
    Connecting,

    /// <summary>The client is connected.</summary>
    Connected,

    /// <summary>The transport was lost, and the client is recovering the connection. In the meantime, the service keeps the messages for the client.</summary>
    Recovering,

    /// <summary>The connection has ended, and the client is making a new one.</summary>
    Disconnected,
}
