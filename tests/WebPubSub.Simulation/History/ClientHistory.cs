// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Simulation.History;

/// <summary>The recorded calls and observations of one client.</summary>
internal sealed class ClientHistory(string name)
{
    public string Name => name;

    public List<Observation> Observations { get; } = [];

    public List<SentMessage> Sent { get; } = [];

    /// <summary>Gets the periods in which the client was certainly a member of a group.</summary>
    public List<Membership> Memberships { get; } = [];

    /// <summary>Gets the groups whose membership is uncertain, because a join or leave is pending or has failed.</summary>
    public HashSet<string> Uncertain { get; } = [];

    /// <summary>Gets the groups that a new connection did not rejoin, although the client was certainly a member.</summary>
    public List<string> NotRejoined { get; } = [];

    /// <summary>Gets the sent events by number. The value is true if the event was acknowledged.</summary>
    public Dictionary<int, bool> Events { get; } = [];

    /// <summary>Gets or sets the number of pending joins and leaves.</summary>
    public int PendingGroupCalls { get; set; }

    /// <summary>
    /// Gets or sets the maximum number of joins and leaves that were pending at the same time. A new connection repeats them even if there are no free slots.
    /// </summary>
    public int MostGroupCalls { get; set; }

    /// <summary>Gets or sets the maximum number of unsent frames, and the maximum number of bytes of unsent and unacknowledged frames.</summary>
    public (int Messages, long Bytes) MaxSendBufferUsage { get; set; }

    /// <summary>Gets or sets the maximum number of received but unhandled messages, and of their bytes.</summary>
    public (int Messages, long Bytes) MostUnhandled { get; set; }

    /// <summary>Gets or sets the time of the call that stops the client.</summary>
    public TimeSpan StoppedAt { get; set; } = TimeSpan.MaxValue;

    /// <summary>Gets the groups of which the client is certainly a member.</summary>
    public IEnumerable<string> Joined => Memberships.Where(membership => membership.Until is null).Select(membership => membership.Group);

    /// <summary>Ends the current membership in a group, if there is one.</summary>
    public void Leave(string group, TimeSpan at)
    {
        if (Memberships.Find(membership => membership.Group == group && membership.Until is null) is { } current)
        {
            current.Until = at;
        }
    }
}
