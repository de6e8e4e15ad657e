// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>A connection has ended.</summary>
/// <param name="context">The connection that the event is about.</param>
/// <param name="reason">Why, in free text; may be missing.</param>
/// <remarks>Protocol reference: event handler, section 13.3.</remarks>
public class DisconnectedEventRequest(WebPubSubConnectionContext context, string? reason) : WebPubSubEventRequest(context)
{
    /// <summary>Gets why the connection ended, in free text; may be missing.</summary>
    public string? Reason { get; } = reason;
}
