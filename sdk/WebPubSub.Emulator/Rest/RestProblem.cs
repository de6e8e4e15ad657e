// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Rest;

/// <summary>The body of a call with an invalid filter. REST API reference, section 8.1.</summary>
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
