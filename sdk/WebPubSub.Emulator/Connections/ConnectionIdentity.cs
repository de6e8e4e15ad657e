// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator.Permissions;

namespace WebPubSub.Emulator.Connections;

/// <summary>Who a connection belongs to and what it may do.</summary>
/// <param name="Id">The connection ID.</param>
/// <param name="Hub">The hub, in lower case.</param>
/// <param name="UserId">The user; <see langword="null"/> for an anonymous client.</param>
/// <param name="Subprotocol">The subprotocol as the client spelled it; <see langword="null"/> for none.</param>
/// <param name="Permissions">The roles, and later grants.</param>
internal sealed record ConnectionIdentity(string Id, string Hub, string? UserId, string? Subprotocol, GroupPermissions Permissions);
