// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client;

/// <summary>What a client is doing.</summary>
public enum WebPubSubClientState
{
    /// <summary>It has not been started, has been stopped, or has given up.</summary>
    Stopped,

    /// <summary>It is making its first connection.</summary>
    Connecting,

    /// <summary>It has a connection.</summary>
    Connected,

    /// <summary>Its transport was lost and it is coming back to the same connection, which misses nothing meanwhile.</summary>
    Recovering,

    /// <summary>Its connection has ended and it is making a new one.</summary>
    Disconnected,
}
