// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace HttpTrigger;

/// <summary>What a function host hands in.</summary>
internal sealed record TriggerRequest(string Method, IReadOnlyDictionary<string, string[]> Headers, BinaryData Body)
{
    public string? Header(string name) => Headers.TryGetValue(name, out string[]? values) ? string.Join(", ", values) : null;
}
