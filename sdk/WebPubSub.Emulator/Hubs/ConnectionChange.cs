// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator.Connections;

namespace WebPubSub.Emulator.Hubs;

/// <summary>A change of a connection for its event handler.</summary>
/// <param name="Connection">The connection.</param>
/// <param name="Name"><c>connected</c>, <c>joined</c> or <c>left</c>.</param>
/// <param name="Group">The group; null for <c>connected</c>.</param>
/// <param name="EventId">The event ID that the change has taken.</param>
internal readonly record struct ConnectionChange(ClientConnection Connection, string Name, string? Group, long EventId);
