// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json.Serialization;

namespace WebPubSub.Emulator.Rest;

/// <summary>A member in a listing; the user is null for an anonymous one.</summary>
internal sealed record RestGroupMember(string ConnectionId, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? UserId);
