// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Protocol;

/// <summary>From the service: a message of the application's server.</summary>
/// <param name="Data">The message.</param>
/// <param name="DataType">What its bytes are.</param>
/// <param name="Metadata">Pairs that travel with the message.</param>
/// <param name="SequenceId">Its number on this connection; reliable subprotocols only.</param>
/// <remarks>Protocol reference: client protocols, section 6.5.</remarks>
public sealed record ServerDataMessage(
    BinaryData Data,
    WebPubSubDataType DataType,
    IReadOnlyDictionary<string, string>? Metadata = null,
    ulong? SequenceId = null) : WebPubSubMessage;
