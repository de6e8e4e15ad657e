// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.LivePage;

/// <summary>Whom the test client wants to be.</summary>
internal sealed record LiveClientRequest(string? Hub, string? UserId, IReadOnlyList<string>? Roles, IReadOnlyList<string>? Groups);
