// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Filters;

/// <summary>What a filter can ask of a connection.</summary>
internal sealed record FilterTarget(string ConnectionId, string? UserId, IReadOnlySet<string> Groups, string? Protocol);
