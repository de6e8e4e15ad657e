// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Protocol;

/// <summary>The state of one member of a group.</summary>
/// <param name="ConnectionId">The member.</param>
/// <param name="UserId">Its user; <see langword="null"/> for an anonymous one.</param>
/// <param name="State">Its state; <see langword="null"/> when it was cleared.</param>
/// <param name="UpdatedAt">When it changed; later for each change of one member.</param>
/// <remarks>Preview. Protocol reference: client protocols, section 15.2.</remarks>
[Experimental(PreviewFeature.Id)]
public sealed record GroupStateItem(string ConnectionId, string? UserId, IReadOnlyDictionary<string, string>? State, DateTimeOffset UpdatedAt);
