// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Upstream;

/// <summary>What a handler answered; <see cref="Status"/> is 0 when it could not be asked.</summary>
internal sealed record UpstreamReply(
    int Status,
    string? ContentType = null,
    ReadOnlyMemory<byte> Body = default,
    string? ConnectionState = null,
    IReadOnlyDictionary<string, string>? Metadata = null)
{
    /// <summary>The result of an event that only an Event Hubs listener receives.</summary>
    public static readonly UpstreamReply OfListener = new(200);

    /// <summary>Gets why it is no success.</summary>
    public string? Reason { get; init; }

    public bool IsSuccess => Status is >= 200 and < 300;
}
