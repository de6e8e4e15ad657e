// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Protocol;

/// <summary>From the service: the states of a group's members as they are now.</summary>
/// <param name="Group">The group.</param>
/// <param name="Items">The members that have a state; at most 200.</param>
/// <param name="SequenceId">Its number on this connection; reliable subprotocols only.</param>
/// <remarks>Preview. Protocol reference: client protocols, section 15.2.</remarks>
[Experimental(PreviewFeature.Id)]
public sealed record GroupStateSnapshotMessage(string Group, IReadOnlyList<GroupStateItem> Items, ulong? SequenceId = null) : WebPubSubMessage;
