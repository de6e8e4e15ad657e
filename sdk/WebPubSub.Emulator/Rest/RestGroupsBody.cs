// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Rest;

/// <summary>The JSON body of a bulk group change.</summary>
internal sealed record RestGroupsBody(string[]? Groups, string? Filter);
