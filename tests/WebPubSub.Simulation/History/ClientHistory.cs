// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Simulation.History;

/// <summary>What one client did and saw.</summary>
internal sealed class ClientHistory(string name)
{
    public string Name => name;

    public List<Observation> Observations { get; } = [];

    public List<SentMessage> Sent { get; } = [];

    /// <summary>Gets the times in which the client was in a group for sure.</summary>
    public List<Membership> Memberships { get; } = [];

    /// <summary>Gets the groups with a pending or failed call to join or leave, so that the client may be in them or not.</summary>
    public HashSet<string> Uncertain { get; } = [];

    /// <summary>Gets the groups that a new connection was not in, although the client was in them for sure.</summary>
    public List<string> NotRejoined { get; } = [];

    /// <summary>Gets the events by their number, with whether they were acknowledged.</summary>
    public Dictionary<int, bool> Events { get; } = [];

    /// <summary>Gets or sets how many joins and leaves are pending.</summary>
    public int PendingGroupCalls { get; set; }

    /// <summary>Gets or sets the most joins and leaves that were pending at the same time. A new connection repeats them, with or without free slots.</summary>
    public int MostGroupCalls { get; set; }

    /// <summary>Gets or sets the most frames, and bytes, that the client held to send.</summary>
    public (int Messages, long Bytes) MostHeldToSend { get; set; }

    /// <summary>Gets or sets the most messages, and bytes, that the client had received and not handled.</summary>
    public (int Messages, long Bytes) MostUnhandled { get; set; }

    /// <summary>Gets or sets when the client was told to stop.</summary>
    public TimeSpan StoppedAt { get; set; } = TimeSpan.MaxValue;

    /// <summary>Gets the groups that the client is in for sure.</summary>
    public IEnumerable<string> Joined => Memberships.Where(membership => membership.Until is null).Select(membership => membership.Group);

    /// <summary>Ends the membership in a group, if there is one for sure.</summary>
    public void Leave(string group, TimeSpan at)
    {
        if (Memberships.Find(membership => membership.Group == group && membership.Until is null) is { } current)
        {
            current.Until = at;
        }
    }
}
