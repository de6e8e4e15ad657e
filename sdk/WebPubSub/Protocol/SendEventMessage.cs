// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Protocol;

/// <summary>From the client: raise an event at the event handler.</summary>
/// <param name="EventName">The event.</param>
/// <param name="Data">What goes with it.</param>
/// <param name="DataType">What its bytes are.</param>
/// <param name="AckId">Asks for an acknowledgement and makes a repeat recognisable; <see langword="null"/> for neither.</param>
/// <param name="Metadata">Pairs that travel with the event.</param>
/// <remarks>Protocol reference: client protocols, section 5.3.</remarks>
public sealed record SendEventMessage(
    string EventName,
    BinaryData Data,
    WebPubSubDataType DataType,
    ulong? AckId = null,
    IReadOnlyDictionary<string, string>? Metadata = null) : WebPubSubMessage;
