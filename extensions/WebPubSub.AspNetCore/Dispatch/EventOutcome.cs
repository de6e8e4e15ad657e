// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.AspNetCore.Dispatch;

/// <summary>The answer to a request, and the exception of the hub that caused it, or null.</summary>
internal readonly record struct EventOutcome(WebPubSubEventReply Reply, Exception? Failure = null)
{
    public static implicit operator EventOutcome(WebPubSubEventReply reply) => new(reply);
}
