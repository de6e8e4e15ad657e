// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>A connection has left a group.</summary>
/// <param name="context">The connection that the event is about.</param>
/// <param name="group">The group.</param>
/// <remarks>Protocol reference: event handler, section 13.5.</remarks>
public class GroupLeftEventRequest(WebPubSubConnectionContext context, string group) : WebPubSubEventRequest(context)
{
    /// <summary>Gets the group.</summary>
    public string Group { get; } = group;
}
