// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Simulation.History;

/// <summary>A period in which a client was certainly a member of a group, over any number of connections.</summary>
/// <param name="group">The group.</param>
/// <param name="from">The time of the acknowledgement of the join.</param>
internal sealed class Membership(string group, TimeSpan from)
{
    public string Group => group;

    /// <summary>Gets or sets the time at which the client called leave, or null if it did not.</summary>
    public TimeSpan? Until { get; set; }

    /// <summary>Returns true if a message was sent and acknowledged in this period.</summary>
    public bool Covers(SentMessage message) => message.Group == group && message.BegunAt > from && message.AcknowledgedAt < (Until ?? TimeSpan.MaxValue);
}
