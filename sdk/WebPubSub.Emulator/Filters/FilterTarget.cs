// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Filters;

/// <summary>The properties of a connection that a filter can use.</summary>
internal sealed record FilterTarget(string ConnectionId, string? UserId, IReadOnlySet<string> Groups, string? Protocol);
