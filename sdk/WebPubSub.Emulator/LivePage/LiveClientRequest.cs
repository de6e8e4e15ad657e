// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.LivePage;

/// <summary>The hub, user, roles and groups with which the test client wants to connect.</summary>
internal sealed record LiveClientRequest(string? Hub, string? UserId, IReadOnlyList<string>? Roles, IReadOnlyList<string>? Groups);
