// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator.Connections;

namespace WebPubSub.Emulator.Hubs;

/// <summary>A listener for connections that join or leave a group while they are connected. A hub does not report the initial groups of a connection.</summary>
internal interface IMembershipListener
{
    /// <summary>Handles a connection that has joined or left a group.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="group">The group.</param>
    /// <param name="change"><c>joined</c> or <c>left</c>.</param>
    void OnGroupChanged(ClientConnection connection, string group, string change);
}
