// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>The event that the service sends when a connection has joined a group.</summary>
/// <param name="context">The connection of the event.</param>
/// <param name="group">The group.</param>
public class GroupJoinedEventRequest(WebPubSubConnectionContext context, string group) : WebPubSubEventRequest(context)
{
    /// <summary>Gets the group.</summary>
    public string Group { get; } = group;
}
