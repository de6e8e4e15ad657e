// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Rest;

/// <summary>One page of a listing. See docs/protocols/rest-api.md#11-paging.</summary>
internal sealed record RestGroupMemberPage(IReadOnlyList<RestGroupMember> Value, string? NextLink);
