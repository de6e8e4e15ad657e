// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Protocol;

/// <summary>From the client: what follows under this id is a stream to a group.</summary>
/// <param name="Group">The group; the sender need not be a member.</param>
/// <param name="StreamId">Names the stream among those of the connection.</param>
/// <param name="IdleTimeout">How long the stream may be silent; <see langword="null"/> for five minutes.</param>
/// <param name="NoEcho">Whether this connection, should it be a member, is left out.</param>
/// <param name="Fault">What is wrong with the request, which the service answers by closing the stream; <see langword="null"/> for nothing.</param>
/// <remarks>Preview. Protocol reference: client protocols, section 14.</remarks>
[Experimental(PreviewFeature.Id)]
public sealed record StreamStartMessage(string Group, string StreamId, TimeSpan? IdleTimeout = null, bool NoEcho = false, string? Fault = null)
    : WebPubSubMessage;
