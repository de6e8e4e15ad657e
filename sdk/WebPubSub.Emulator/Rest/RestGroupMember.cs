// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json.Serialization;

namespace WebPubSub.Emulator.Rest;

/// <summary>A member in a listing. The user ID is null for an anonymous client.</summary>
internal sealed record RestGroupMember(string ConnectionId, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? UserId);
