// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Rest;

/// <summary>One page of a listing. REST API reference, section 11.</summary>
internal sealed record RestGroupMemberPage(IReadOnlyList<RestGroupMember> Value, string? NextLink);
