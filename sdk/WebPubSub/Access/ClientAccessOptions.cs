// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>Options for creating the access token of a client.</summary>
/// <remarks>See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/howto-generate-client-access-url">client access URLs</see>.</remarks>
public class ClientAccessOptions
{
    /// <summary>Gets or sets the time until the token expires. A connection that is open at this time stays open.</summary>
    /// <value>The default is 1 hour. The value must be greater than zero and at most 2147483647 minutes.</value>
    public TimeSpan ExpiresAfter { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Gets or sets the user ID of the client.</summary>
    /// <value>The default is <see langword="null"/>: an anonymous client.</value>
    public string? UserId { get; set; }

    /// <summary>Gets the roles of the client, such as <c>WebPubSubRole.SendToGroup("room")</c>.</summary>
    /// <value>The default is an empty list: the client can only send events.</value>
    public IList<string> Roles { get; } = [];

    /// <summary>Gets the groups that the client joins when it connects. The client needs no role for these groups.</summary>
    /// <value>The default is an empty list.</value>
    public IList<string> Groups { get; } = [];

    /// <summary>Gets or sets the kind of client that the URI is for.</summary>
    /// <value>The default is <see cref="WebPubSubClientProtocol.Default"/>: WebSocket clients.</value>
    public WebPubSubClientProtocol Protocol { get; set; } = WebPubSubClientProtocol.Default;
}
