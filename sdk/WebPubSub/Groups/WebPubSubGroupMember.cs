// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>A connection that is in a group.</summary>
/// <remarks>See <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/list-connections-in-group">the REST operation</see>.</remarks>
public class WebPubSubGroupMember
{
    /// <summary>Creates a member, for example for a test.</summary>
    /// <param name="connectionId">The connection ID.</param>
    public WebPubSubGroupMember(string connectionId) => ConnectionId = connectionId;

    /// <summary>Gets the connection ID.</summary>
    public string ConnectionId { get; }

    /// <summary>Gets or sets the user ID. It is <see langword="null"/> for an anonymous client.</summary>
    public string? UserId { get; set; }
}
