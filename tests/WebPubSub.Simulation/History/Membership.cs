// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Simulation.History;

/// <summary>A time in which a client was in a group for sure, over any number of connections.</summary>
/// <param name="group">The group.</param>
/// <param name="from">When the join was acknowledged.</param>
internal sealed class Membership(string group, TimeSpan from)
{
    public string Group => group;

    /// <summary>Gets or sets when the client called to leave; null when it did not.</summary>
    public TimeSpan? Until { get; set; }

    /// <summary>Gets whether a message was sent, and acknowledged, in this time.</summary>
    public bool Covers(SentMessage message) => message.Group == group && message.BegunAt > from && message.AcknowledgedAt < (Until ?? TimeSpan.MaxValue);
}
