// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Protocol;

/// <summary>From the service: what became of a message that asked for an acknowledgement.</summary>
/// <param name="AckId">The id of that message.</param>
/// <param name="Success">Whether it was carried out now. A repeat is not, and says <see cref="AckMessageError.Duplicate"/>.</param>
/// <param name="Error">Why not.</param>
/// <remarks>Protocol reference: client protocols, sections 6.3 and 10.</remarks>
public sealed record AckMessage(ulong AckId, bool Success, AckMessageError? Error = null) : WebPubSubMessage;
