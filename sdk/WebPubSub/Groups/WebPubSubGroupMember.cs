// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>A connection that is in a group.</summary>
/// <remarks>Protocol reference: REST API, section 11.</remarks>
public class WebPubSubGroupMember
{
    /// <summary>Creates a member, for tests.</summary>
    /// <param name="connectionId">The connection.</param>
    public WebPubSubGroupMember(string connectionId) => ConnectionId = connectionId;

    /// <summary>Gets the connection.</summary>
    public string ConnectionId { get; }

    /// <summary>Gets or sets its user, or <see langword="null"/> for an anonymous one.</summary>
    public string? UserId { get; set; }
}
