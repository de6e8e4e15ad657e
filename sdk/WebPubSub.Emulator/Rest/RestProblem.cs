// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Rest;

/// <summary>The body of the answer to a call with an invalid filter. See docs/protocols/rest-api.md#81-shape.</summary>
internal sealed record RestProblem(
    string? Code,
    string? Message,
    string? Target,
    IReadOnlyDictionary<string, string[]> Errors,
    string? Type = null,
    string Title = "One or more validation errors occurred.",
    int Status = 400,
    string? Detail = null,
    string? Instance = null)
{
    public IReadOnlyDictionary<string, string> Extensions { get; } = new Dictionary<string, string>();
}
