// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace HttpTrigger;

/// <summary>What a function host sends back.</summary>
internal sealed record TriggerResponse(int Status)
{
    public string? ContentType { get; init; }

    public BinaryData? Body { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];
}
