// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Rest;

/// <summary>The JSON of a change of groups in bulk.</summary>
internal sealed record RestGroupsBody(string[]? Groups, string? Filter);
