// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure.Core;

namespace WebPubSub.Aspire;

/// <summary>
/// The settings of the connection to a Web PubSub resource. The names are those of the official package <c>Aspire.Azure.Messaging.WebPubSub</c>. The settings of one
/// connection are in the section <c>Aspire:Azure:Messaging:WebPubSub:{connectionName}</c>, and replace those of the section <c>Aspire:Azure:Messaging:WebPubSub</c>.
/// </summary>
public sealed class AzureMessagingWebPubSubSettings
{
    /// <summary>Gets or sets the connection string with an access key.</summary>
    /// <value>The default is the connection string <c>ConnectionStrings:{connectionName}</c>, if it has an access key.</value>
    /// <remarks>Configuration key: <c>Aspire:Azure:Messaging:WebPubSub:ConnectionString</c>.</remarks>
    public string? ConnectionString { get; set; }

    /// <summary>Gets or sets the https URL of the resource, for Microsoft Entra ID. It is ignored if <see cref="ConnectionString"/> is set.</summary>
    /// <value>The default is the endpoint in <c>ConnectionStrings:{connectionName}</c>, if it has no access key.</value>
    /// <remarks>Configuration key: <c>Aspire:Azure:Messaging:WebPubSub:Endpoint</c>.</remarks>
    public Uri? Endpoint { get; set; }

    /// <summary>Gets or sets the Microsoft Entra ID identity for <see cref="Endpoint"/>.</summary>
    /// <value>The default is <see langword="null"/>: <c>DefaultAzureCredential</c>.</value>
    public TokenCredential? Credential { get; set; }

    /// <summary>Gets or sets the name of the hub.</summary>
    /// <value>The default is the hub in <c>ConnectionStrings:{connectionName}</c>. Without it, <c>AddHub</c> names the hub.</value>
    /// <remarks>Configuration key: <c>Aspire:Azure:Messaging:WebPubSub:HubName</c>.</remarks>
    public string? HubName { get; set; }

    /// <summary>Gets or sets whether the health check is off.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    /// <remarks>Configuration key: <c>Aspire:Azure:Messaging:WebPubSub:DisableHealthChecks</c>.</remarks>
    public bool DisableHealthChecks { get; set; }

    /// <summary>Gets or sets whether the activities are not collected.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    /// <remarks>Configuration key: <c>Aspire:Azure:Messaging:WebPubSub:DisableTracing</c>.</remarks>
    public bool DisableTracing { get; set; }

    /// <summary>Gets or sets whether the metrics are not collected.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    /// <remarks>Configuration key: <c>Aspire:Azure:Messaging:WebPubSub:DisableMetrics</c>.</remarks>
    public bool DisableMetrics { get; set; }
}
