// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator.Permissions;

namespace WebPubSub.Emulator.Connections;

/// <summary>The IDs, the subprotocol and the permissions of a connection.</summary>
/// <param name="Id">The connection ID.</param>
/// <param name="Hub">The hub, in lower case.</param>
/// <param name="UserId">The user ID; <see langword="null"/> for an anonymous client.</param>
/// <param name="Subprotocol">The subprotocol as the client spelled it; <see langword="null"/> for none.</param>
/// <param name="Permissions">The permissions from the roles of the client and from later grants.</param>
internal sealed record ConnectionIdentity(string Id, string Hub, string? UserId, string? Subprotocol, GroupPermissions Permissions);
