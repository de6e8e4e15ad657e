// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>How the Microsoft Entra ID tokens are verified that the service sends with events when its event handler setting has a managed identity.</summary>
/// <remarks>Protocol reference: event handler, section 8.</remarks>
public class WebPubSubEventTokenOptions
{
    /// <summary>Gets or sets the tenant of the managed identity.</summary>
    /// <value>There is no default; the application does not start without it, or <see cref="Authority"/>.</value>
    public string? TenantId { get; set; }

    /// <summary>Gets or sets where the signing keys of the issuer are told, if not at the tenant's usual address.</summary>
    /// <value>
    /// <see langword="null"/>: <c>https://login.microsoftonline.com/{TenantId}/v2.0</c>. An https address, or one of this machine; its discovery document
    /// also names the issuer when there is no <see cref="TenantId"/>.
    /// </value>
    public string? Authority { get; set; }

    /// <summary>Gets the audiences that are accepted: the application id or URI that the event handler setting names.</summary>
    /// <value>Empty by default; the application does not start without one.</value>
    public IList<string> Audiences { get; } = [];

    /// <summary>Gets the callers that are accepted: the application (client) id or the object id of the resource's managed identity.</summary>
    /// <value>
    /// Empty by default; the application does not start without one, because every identity of the tenant may be able to get a token for this application.
    /// </value>
    public IList<string> AllowedCallers { get; } = [];

    /// <summary>Gets or sets whether an event must have a signature by an access key as well.</summary>
    /// <value>The default is <see langword="false"/>: a token or a signature is enough.</value>
    public bool RequireSignature { get; set; }

    internal bool IsEnabled { get; set; }
}
