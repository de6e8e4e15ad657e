// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator.Messages;

namespace WebPubSub.Emulator.Upstream;

/// <summary>The result of a user event, and the reply to its client.</summary>
internal sealed record UserEventResult(bool Success, MessageData? Reply = null, IReadOnlyDictionary<string, string>? Metadata = null, bool HasHandler = true)
{
    public static readonly UserEventResult ListenerOnly = new(true, HasHandler: false);

    /// <summary>Gets the reason of a failure, for the trace.</summary>
    public string? Reason { get; init; }

    /// <summary>Gets the reason of a failure without text of the event handler, for the client.</summary>
    public string? Explanation { get; init; }

    public static UserEventResult Failed(UpstreamReply reply) =>
        new(false, HasHandler: reply.HasHandler) { Reason = reply.Reason, Explanation = reply.Explanation };
}
