// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>The categories of events that the service sends to an event handler.</summary>
public enum WebPubSubEventType
{
    /// <summary>An event of the connection itself: connect, connected, disconnected.</summary>
    System = 0,

    /// <summary>An event that a client sent: a raw message or a custom event.</summary>
    User = 1,

    /// <summary>An event of a group: a connection joined or left it.</summary>
    GroupPresence = 2,
}
