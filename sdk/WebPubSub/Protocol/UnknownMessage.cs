// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Protocol;

/// <summary>From the service: a well-formed message that this version has no model for. A newer service may send some.</summary>
/// <param name="Description">What was not known, such as its type. None of its content.</param>
/// <param name="SequenceId">Its number on this connection, which is acknowledged like any other; reliable subprotocols only.</param>
/// <remarks>Protocol reference: client protocols, sections 6 and 11.7.</remarks>
public sealed record UnknownMessage(string Description, ulong? SequenceId = null) : WebPubSubMessage;
