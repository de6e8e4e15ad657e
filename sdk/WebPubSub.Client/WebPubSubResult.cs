// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client;

/// <summary>The result of a send operation.</summary>
/// <param name="ackId">The ack ID.</param>
/// <param name="isDuplicated">Whether the service had already processed the request.</param>
public class WebPubSubResult(long? ackId = null, bool isDuplicated = false)
{
    internal static WebPubSubResult NotAcknowledged { get; } = new();

    /// <summary>Gets the ack ID; <see langword="null"/> for a message that was sent without an acknowledgement.</summary>
    public long? AckId { get; } = ackId;

    /// <summary>Gets whether the service had already processed the request. In this case, the repeat had no effect.</summary>
    public bool IsDuplicated { get; } = isDuplicated;
}
