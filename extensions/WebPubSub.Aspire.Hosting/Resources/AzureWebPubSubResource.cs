// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Aspire.Hosting.Connections;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>An Azure Web PubSub resource: the emulator, or an existing resource in Azure.</summary>
/// <remarks>See <see href="https://aspire.dev/integrations/cloud/azure/azure-web-pubsub/">Aspire Azure Web PubSub integration</see> for the names.</remarks>
public class AzureWebPubSubResource : Resource, IResourceWithConnectionString
{
    internal AzureWebPubSubResource(string name, IConnection connection)
        : base(name) => Connection = connection;

    /// <summary>Gets the connection string of the emulator or of the existing resource.</summary>
    /// <value>For a resource with Microsoft Entra ID, <c>Endpoint=https://...</c> without a key.</value>
    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"{Connection}");

    /// <summary>Gets whether the resource is the emulator.</summary>
    public bool IsEmulator => Connection is PendingConnection;

    /// <summary>Gets the hubs by their names in the service, ignoring case.</summary>
    internal Dictionary<string, AzureWebPubSubHubResource> Hubs { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets or sets the source of the connection string. <c>RunAsEmulator</c> and <c>AsExisting</c> change it.</summary>
    internal IConnection Connection { get; set; }
}
