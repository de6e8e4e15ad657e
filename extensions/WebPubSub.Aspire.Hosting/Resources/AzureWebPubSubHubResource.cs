// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Aspire.Hosting.Resources;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A hub of an Azure Web PubSub resource. Its connection string names the hub.</summary>
public class AzureWebPubSubHubResource : Resource, IResourceWithParent<AzureWebPubSubResource>, IResourceWithConnectionString
{
    /// <summary>Initializes a hub whose name in the service is the name of the resource. Call <c>AddHub</c> to add it to an app host.</summary>
    /// <param name="name">The name of the resource and of the hub.</param>
    /// <param name="webpubsub">The resource of the hub.</param>
    public AzureWebPubSubHubResource(string name, AzureWebPubSubResource webpubsub)
        : this(name, name, webpubsub)
    {
    }

    /// <summary>Initializes a hub. Call <c>AddHub</c> to add it to an app host.</summary>
    /// <param name="name">The name of the resource.</param>
    /// <param name="hubName">The name of the hub in the service.</param>
    /// <param name="webpubsub">The resource of the hub.</param>
    public AzureWebPubSubHubResource(string name, string hubName, AzureWebPubSubResource webpubsub)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(hubName);
        ArgumentNullException.ThrowIfNull(webpubsub);
        HubName = hubName;
        Parent = webpubsub;
    }

    /// <summary>Gets the resource of the hub.</summary>
    public AzureWebPubSubResource Parent { get; }

    /// <summary>Gets the name of the hub in the service.</summary>
    public string HubName { get; }

    /// <summary>Gets the connection string of the resource, followed by <c>Hub={HubName}</c>.</summary>
    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"{Parent.Connection};Hub={HubName}");

    internal List<EventHandlerSetting> EventHandlers { get; } = [];
}
