// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client;

/// <summary>What became of a message.</summary>
/// <param name="ackId">The id that it was acknowledged by.</param>
/// <param name="isDuplicated">Whether the service had carried it out before.</param>
public class WebPubSubResult(long? ackId = null, bool isDuplicated = false)
{
    /// <summary>Gets the id that it was acknowledged by; <see langword="null"/> when it was sent without waiting.</summary>
    public long? AckId { get; } = ackId;

    /// <summary>Gets whether the service had carried it out before, so that this repeat did nothing.</summary>
    public bool IsDuplicated { get; } = isDuplicated;
}
