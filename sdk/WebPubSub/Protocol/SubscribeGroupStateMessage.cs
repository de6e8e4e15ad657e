// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Protocol;

/// <summary>From the client: tell me the states of a group's members, now and as they change.</summary>
/// <param name="Group">A group that the client is in.</param>
/// <param name="AckId">Asks for an acknowledgement and makes a repeat recognisable; <see langword="null"/> for neither.</param>
/// <remarks>Preview. Protocol reference: client protocols, section 15.</remarks>
[Experimental(PreviewFeature.Id)]
public sealed record SubscribeGroupStateMessage(string Group, ulong? AckId = null) : WebPubSubMessage;
