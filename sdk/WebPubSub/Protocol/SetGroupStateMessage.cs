// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Protocol;

/// <summary>From the client: let the other members of a group know this about me.</summary>
/// <param name="Group">A group that the client is in.</param>
/// <param name="State">What replaces its state there; <see langword="null"/> clears it.</param>
/// <param name="AckId">Asks for an acknowledgement and makes a repeat recognisable; <see langword="null"/> for neither.</param>
/// <remarks>Preview. Protocol reference: client protocols, section 15.</remarks>
[Experimental(PreviewFeature.Id)]
public sealed record SetGroupStateMessage(string Group, IReadOnlyDictionary<string, string>? State = null, ulong? AckId = null) : WebPubSubMessage;
