// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator.Connections;

namespace WebPubSub.Emulator.Hubs;

/// <summary>A listener for the connections of a hub that open, join a group or leave a group.</summary>
internal interface IConnectionListener
{
    /// <summary>Returns the next event ID of the connection, or null if no event handler receives the change.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="change"><c>connected</c>, <c>joined</c> or <c>left</c>.</param>
    /// <param name="group">The group; null for <c>connected</c>.</param>
    /// <remarks>The hub calls it inside its lock, so that the order of the event IDs is the order of the changes.</remarks>
    long? TakeEventId(ClientConnection connection, string change, string? group);

    /// <summary>Handles a change. The hub calls it outside its lock.</summary>
    void OnChanged(ConnectionChange change);
}
