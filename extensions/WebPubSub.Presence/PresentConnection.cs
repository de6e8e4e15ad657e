// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Presence;

/// <summary>A connection that is open.</summary>
/// <param name="ConnectionId">The connection ID.</param>
/// <param name="UserId">The user ID, or <see langword="null"/> for an anonymous connection.</param>
/// <param name="Since">The time at which the connection was first seen.</param>
/// <param name="Metadata">The values of <see cref="IWebPubSubPresence{THub}.SetMetadataAsync"/>. Empty if there are none.</param>
public sealed record PresentConnection(string ConnectionId, string? UserId, DateTimeOffset Since, IReadOnlyDictionary<string, string> Metadata);
