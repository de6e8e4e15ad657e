// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Protocol;

/// <summary>From the service: a message to a group that this connection is in.</summary>
/// <param name="Group">The group.</param>
/// <param name="Data">The message.</param>
/// <param name="DataType">What its bytes are.</param>
/// <param name="FromUserId">The user that sent it; <see langword="null"/> when it came by REST or from an anonymous client.</param>
/// <param name="Metadata">Pairs that travel with the message.</param>
/// <param name="SequenceId">Its number on this connection; reliable subprotocols only.</param>
/// <remarks>Protocol reference: client protocols, section 6.4.</remarks>
public sealed record GroupDataMessage(
    string Group,
    BinaryData Data,
    WebPubSubDataType DataType,
    string? FromUserId = null,
    IReadOnlyDictionary<string, string>? Metadata = null,
    ulong? SequenceId = null) : WebPubSubMessage
{
    /// <summary>Gets which part of a stream it is; <see langword="null"/> for a message that is none.</summary>
    /// <remarks>Preview. Protocol reference: client protocols, section 14.3.</remarks>
    [Experimental(PreviewFeature.Id)]
    public StreamFragment? Stream { get; init; }
}
