// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>What a client may do and for how long, as written into its access token.</summary>
/// <remarks>Protocol reference: REST API, sections 5.2 and 12.</remarks>
public class ClientAccessOptions
{
    /// <summary>Gets or sets how long the token can be used to connect. Its expiry does not end a live connection.</summary>
    /// <value>The default is 1 hour. Must be positive, and at most 2147483647 minutes.</value>
    public TimeSpan ExpiresAfter { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Gets or sets who the client is.</summary>
    /// <value>The default is <see langword="null"/>: an anonymous client.</value>
    public string? UserId { get; set; }

    /// <summary>Gets the roles of the client, such as <c>WebPubSubRole.SendToGroup("room")</c>.</summary>
    /// <value>Empty by default: the client can only send events.</value>
    public IList<string> Roles { get; } = [];

    /// <summary>Gets the groups that the client is in from the start. No role is needed for them.</summary>
    public IList<string> Groups { get; } = [];

    /// <summary>Gets or sets the family of clients that the URI is for.</summary>
    /// <value>The default is <see cref="WebPubSubClientProtocol.Default"/>: WebSocket clients.</value>
    public WebPubSubClientProtocol Protocol { get; set; } = WebPubSubClientProtocol.Default;
}
