// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>
/// Options for the validation of Microsoft Entra ID tokens. The service sends a token with each event if its event handler setting has a managed identity.
/// </summary>
/// <remarks>See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/howto-use-managed-identity">managed identities in event handlers</see>.</remarks>
public class WebPubSubEventTokenOptions
{
    /// <summary>Gets or sets the tenant ID of the managed identity.</summary>
    /// <value>There is no default. The application does not start without a tenant ID or an <see cref="Authority"/>.</value>
    public string? TenantId { get; set; }

    /// <summary>Gets or sets the authority that publishes the signing keys of the issuer.</summary>
    /// <value>
    /// The default is <see langword="null"/>, which means <c>https://login.microsoftonline.com/{TenantId}/v2.0</c>. The value must be an https URL, or an http
    /// URL of this machine. Without a <see cref="TenantId"/>, the discovery document of the authority also determines the issuer.
    /// </value>
    public string? Authority { get; set; }

    /// <summary>Gets the accepted audiences: the application ID or URI in the event handler setting.</summary>
    /// <value>Empty by default. The application does not start without an audience.</value>
    public IList<string> Audiences { get; } = [];

    /// <summary>Gets the accepted callers: the application (client) ID or the object ID of the resource's managed identity.</summary>
    /// <value>
    /// Empty by default. The application does not start without a caller, because every identity of the tenant may be able to get a token for this application.
    /// </value>
    public IList<string> AllowedCallers { get; } = [];

    /// <summary>Gets or sets whether an event must have both a token and a signature.</summary>
    /// <value>The default is <see langword="false"/>: a token or a signature is enough.</value>
    public bool RequireSignature { get; set; }

    internal bool IsEnabled { get; set; }
}
