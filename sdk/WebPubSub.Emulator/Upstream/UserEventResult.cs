// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator.Messages;

namespace WebPubSub.Emulator.Upstream;

/// <summary>What became of a user event, and what to send back to its client.</summary>
internal sealed record UserEventResult(bool Success, MessageData? Reply = null, IReadOnlyDictionary<string, string>? Metadata = null, bool HasHandler = true)
{
    public static readonly UserEventResult Failure = new(false);
    public static readonly UserEventResult OfListener = new(true, HasHandler: false);
    public static readonly UserEventResult NoHandler = new(false, HasHandler: false);
}
