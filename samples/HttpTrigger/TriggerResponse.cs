// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace HttpTrigger;

/// <summary>The HTTP response that a function host sends.</summary>
internal sealed record TriggerResponse(int Status)
{
    public string? ContentType { get; init; }

    public BinaryData? Body { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];
}
