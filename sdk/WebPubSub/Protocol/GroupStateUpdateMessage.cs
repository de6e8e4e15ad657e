// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Protocol;

/// <summary>From the service: the states of some members of a group have changed.</summary>
/// <param name="Group">The group.</param>
/// <param name="Items">Those members.</param>
/// <param name="SequenceId">Its number on this connection; reliable subprotocols only.</param>
/// <remarks>Preview. Protocol reference: client protocols, section 15.2.</remarks>
[Experimental(PreviewFeature.Id)]
public sealed record GroupStateUpdateMessage(string Group, IReadOnlyList<GroupStateItem> Items, ulong? SequenceId = null) : WebPubSubMessage;
