// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Protocol;

/// <summary>From the client: pass this on to the members of a group.</summary>
/// <param name="Group">The group; the sender need not be a member.</param>
/// <param name="Data">The message.</param>
/// <param name="DataType">What its bytes are.</param>
/// <param name="AckId">Asks for an acknowledgement and makes a repeat recognisable; <see langword="null"/> for neither.</param>
/// <param name="NoEcho">Whether this connection, should it be a member, is left out.</param>
/// <param name="TtlSeconds">0 to 300: how long the service may hold it for a slow receiver; 0 for no limit.</param>
/// <param name="Metadata">Pairs that travel with the message.</param>
/// <remarks>Protocol reference: client protocols, section 5.2.</remarks>
public sealed record SendToGroupMessage(
    string Group,
    BinaryData Data,
    WebPubSubDataType DataType,
    ulong? AckId = null,
    bool NoEcho = false,
    int TtlSeconds = 0,
    IReadOnlyDictionary<string, string>? Metadata = null) : WebPubSubMessage;
