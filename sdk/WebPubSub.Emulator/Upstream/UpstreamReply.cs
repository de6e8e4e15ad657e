// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Upstream;

/// <summary>The answer of an event handler. <see cref="Status"/> is 0 if the handler could not be called, or if its answer is unusable.</summary>
internal sealed record UpstreamReply(
    int Status,
    string? ContentType = null,
    ReadOnlyMemory<byte> Body = default,
    string? ConnectionState = null,
    IReadOnlyDictionary<string, string>? Metadata = null)
{
    /// <summary>The result of an event that only an Event Hubs listener receives.</summary>
    public static readonly UpstreamReply ListenerOnly = new(200);

    /// <summary>Gets the reason of a failure. It can contain text of the event handler.</summary>
    public string? Reason { get; init; }

    /// <summary>Gets the reason of a failure without text of the event handler, for logs and clients. The text of the handler can contain a secret.</summary>
    public string? Explanation { get => field ?? Reason; init; }

    /// <summary>Gets whether an event handler receives the event.</summary>
    public bool HasHandler { get; init; } = true;

    public bool IsSuccess => Status is >= 200 and < 300;
}
