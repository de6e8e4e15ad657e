// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Protocol;

/// <summary>A message from the service: the current states of the members of a group.</summary>
/// <remarks>Preview. The service can change it.</remarks>
[Experimental(PreviewFeature.Id, UrlFormat = PreviewFeature.Url)]
public sealed class GroupStateSnapshotMessage : WebPubSubMessage
{
    /// <summary>Creates a message.</summary>
    /// <param name="group">The group.</param>
    /// <param name="items">The members that have a state, at most 200.</param>
    /// <param name="sequenceId">The sequence ID of the message on this connection. Reliable subprotocols only.</param>
    public GroupStateSnapshotMessage(string group, IReadOnlyList<GroupStateItem> items, long? sequenceId = null)
    {
        Group = group;
        Items = items;
        SequenceId = sequenceId;
    }

    /// <summary>Gets the group.</summary>
    public string Group { get; }

    /// <summary>Gets the members that have a state, at most 200.</summary>
    public IReadOnlyList<GroupStateItem> Items { get; }

    /// <summary>Gets the sequence ID of the message on this connection. Reliable subprotocols only.</summary>
    public long? SequenceId { get; }
}
