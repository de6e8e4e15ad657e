// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Protocol;

/// <summary>From the client: take me out of a group.</summary>
/// <param name="Group">The group.</param>
/// <param name="AckId">Asks for an acknowledgement and makes a repeat recognisable; <see langword="null"/> for neither.</param>
/// <remarks>Protocol reference: client protocols, section 5.1.</remarks>
public sealed record LeaveGroupMessage(string Group, ulong? AckId = null) : WebPubSubMessage;
