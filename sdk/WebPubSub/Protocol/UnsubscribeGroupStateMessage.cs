// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Protocol;

/// <summary>From the client: no more of the states of a group's members.</summary>
/// <param name="Group">The group.</param>
/// <param name="AckId">Asks for an acknowledgement and makes a repeat recognisable; <see langword="null"/> for neither.</param>
/// <remarks>Preview. Protocol reference: client protocols, section 15.</remarks>
[Experimental(PreviewFeature.Id)]
public sealed record UnsubscribeGroupStateMessage(string Group, ulong? AckId = null) : WebPubSubMessage;
