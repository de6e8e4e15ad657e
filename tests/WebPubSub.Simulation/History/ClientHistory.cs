// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Simulation.History;

/// <summary>What one client did and saw.</summary>
internal sealed class ClientHistory(string name)
{
    public string Name => name;

    public List<Observation> Observations { get; } = [];

    public List<SentMessage> Sent { get; } = [];

    /// <summary>Gets the groups that the client is in for sure, and when the last join was acknowledged.</summary>
    public Dictionary<string, TimeSpan> Joined { get; } = [];

    /// <summary>Gets the groups whose last join or leave failed, so that the client may be in them or not.</summary>
    public HashSet<string> Uncertain { get; } = [];

    /// <summary>Gets the events by their number, with whether they were acknowledged.</summary>
    public Dictionary<int, bool> Events { get; } = [];

    /// <summary>Gets or sets how many joins and leaves are pending.</summary>
    public int PendingGroupCalls { get; set; }

    /// <summary>Gets or sets the most joins and leaves that were pending at the same time. A new connection repeats them, with or without free slots.</summary>
    public int MostGroupCalls { get; set; }

    /// <summary>Gets the most frames, and bytes, that the client held to send.</summary>
    public (int Messages, long Bytes) MostHeld { get; set; }
}
