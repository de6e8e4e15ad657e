// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>The event that the service sends when a connection has ended.</summary>
/// <param name="context">The connection of the event.</param>
/// <param name="reason">The reason, in free text. It can be missing.</param>
public class DisconnectedEventRequest(WebPubSubConnectionContext context, string? reason) : WebPubSubEventRequest(context)
{
    /// <summary>Gets the reason, in free text. It can be missing.</summary>
    public string? Reason { get; } = reason;
}
