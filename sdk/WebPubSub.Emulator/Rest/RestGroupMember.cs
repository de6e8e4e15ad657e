// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Rest;

/// <summary>A member in a listing; the user is null for an anonymous one.</summary>
internal sealed record RestGroupMember(string ConnectionId, string? UserId);
