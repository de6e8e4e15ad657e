// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Rest;

/// <summary>The body of a failed call. <c>details</c> and <c>inner</c> never have a value. See docs/protocols/rest-api.md#81-shape.</summary>
internal sealed record RestError(string? Code, string? Message, string? Target, string? Details = null, string? Inner = null);
