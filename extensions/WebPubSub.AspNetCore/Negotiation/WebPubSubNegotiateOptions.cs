// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Security.Claims;

namespace WebPubSub.AspNetCore;

/// <summary>Options for an endpoint that gives clients their access URL. The user, the roles and the groups come from the claims of the caller only.</summary>
public sealed class WebPubSubNegotiateOptions
{
    private readonly List<(string Type, string Value, string[] Roles)> _roleRules = [];

    /// <summary>Gets or sets the time in which a client can connect with the URL.</summary>
    /// <value>The default is 5 minutes. It must be positive. A connection continues after this time.</value>
    public TimeSpan ExpiresAfter { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Gets or sets the protocol of the clients.</summary>
    /// <value>The default is <see cref="WebPubSubClientProtocol.Default"/>: WebSocket clients.</value>
    public WebPubSubClientProtocol Protocol { get; set; } = WebPubSubClientProtocol.Default;

    /// <summary>Gets or sets whether a caller without authentication gets the URL of an anonymous client.</summary>
    /// <value>The default is <see langword="false"/>: such a caller gets 401.</value>
    public bool AllowAnonymous { get; set; }

    /// <summary>Gets the types of the claims that contain the user ID. The first claim with a value is used.</summary>
    /// <value>The default is <see cref="ClaimTypes.NameIdentifier"/>, then <c>sub</c>. An authenticated caller without such a claim gets 403.</value>
    public IList<string> UserIdClaimTypes { get; } = [ClaimTypes.NameIdentifier, "sub"];

    /// <summary>Gets the types of the claims that contain groups. The client joins the group in each of these claims.</summary>
    /// <value>Empty by default: the client joins no group.</value>
    public IList<string> GroupClaimTypes { get; } = [];

    /// <summary>Gets the origins of other web sites whose pages may call the endpoint with the cookies of a user, such as <c>https://app.contoso.com</c>.</summary>
    /// <value>
    /// Empty by default: a page of another origin gets 403, unless it sends a bearer token and no cookie. A page of a listed origin needs a CORS policy with
    /// credentials too.
    /// </value>
    public IList<string> AllowedOrigins { get; } = [];

    /// <summary>Gets or sets a delegate that can change the access of a client, for example after a look into a database.</summary>
    /// <value>The default is <see langword="null"/>. The delegate runs after the rules of the other options.</value>
    public Func<WebPubSubNegotiateContext, ValueTask>? OnNegotiate { get; set; }

    internal IReadOnlyList<(string Type, string Value, string[] Roles)> RoleRules => _roleRules;

    /// <summary>Gives roles to the clients of users that have a claim. Without a rule, a client has no role.</summary>
    /// <param name="claimType">The type of the claim, such as <see cref="ClaimTypes.Role"/>.</param>
    /// <param name="claimValue">The value of the claim. It is case-sensitive.</param>
    /// <param name="roles">The roles, such as <c>WebPubSubRole.SendToGroup("room")</c>.</param>
    /// <returns>These options.</returns>
    public WebPubSubNegotiateOptions AddRoles(string claimType, string claimValue, params string[] roles)
    {
        ArgumentException.ThrowIfNullOrEmpty(claimType);
        ArgumentNullException.ThrowIfNull(claimValue);
        ArgumentNullException.ThrowIfNull(roles);
        _roleRules.Add((claimType, claimValue, roles));
        return this;
    }
}
