// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using Azure;
using Azure.Core;
using Azure.Core.Extensions;
using WebPubSub;

namespace Microsoft.Extensions.Azure;

/// <summary>Extension methods that register service clients with <c>AddAzureClients</c> of the package Microsoft.Extensions.Azure.</summary>
public static class WebPubSubServiceClientBuilderExtensions
{
    private const string BindsConfiguration = "The client and its options are created from the configuration by reflection.";

    /// <summary>Registers a client from a connection string.</summary>
    /// <typeparam name="TBuilder">The type of the builder.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="connectionString">The connection string of the resource or of the emulator.</param>
    /// <param name="hub">The hub.</param>
    /// <returns>A builder for the name and the options of the client.</returns>
    public static IAzureClientBuilder<WebPubSubServiceClient, WebPubSubServiceClientOptions> AddWebPubSubServiceClient<TBuilder>(
        this TBuilder builder, string connectionString, string hub)
        where TBuilder : IAzureClientFactoryBuilder =>
        builder.RegisterClientFactory<WebPubSubServiceClient, WebPubSubServiceClientOptions>(
            options => new WebPubSubServiceClient(connectionString, hub, options));

    /// <summary>Registers a client with an access key.</summary>
    /// <typeparam name="TBuilder">The type of the builder.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="endpoint">The address of the resource.</param>
    /// <param name="hub">The hub.</param>
    /// <param name="credential">The access key.</param>
    /// <returns>A builder for the name and the options of the client.</returns>
    public static IAzureClientBuilder<WebPubSubServiceClient, WebPubSubServiceClientOptions> AddWebPubSubServiceClient<TBuilder>(
        this TBuilder builder, Uri endpoint, string hub, AzureKeyCredential credential)
        where TBuilder : IAzureClientFactoryBuilder =>
        builder.RegisterClientFactory<WebPubSubServiceClient, WebPubSubServiceClientOptions>(
            options => new WebPubSubServiceClient(endpoint, hub, credential, options));

    /// <summary>Registers a client with a Microsoft Entra ID identity.</summary>
    /// <typeparam name="TBuilder">The type of the builder.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="endpoint">The https address of the resource.</param>
    /// <param name="hub">The hub.</param>
    /// <param name="credential">The identity. It needs the role "Web PubSub Service Owner" on the resource.</param>
    /// <returns>A builder for the name and the options of the client.</returns>
    public static IAzureClientBuilder<WebPubSubServiceClient, WebPubSubServiceClientOptions> AddWebPubSubServiceClient<TBuilder>(
        this TBuilder builder, Uri endpoint, string hub, TokenCredential credential)
        where TBuilder : IAzureClientFactoryBuilder =>
        builder.RegisterClientFactory<WebPubSubServiceClient, WebPubSubServiceClientOptions>(
            options => new WebPubSubServiceClient(endpoint, hub, credential, options));

    /// <summary>Registers a client with the credential of the builder: <c>DefaultAzureCredential</c>, unless <c>UseCredential</c> sets another credential.</summary>
    /// <typeparam name="TBuilder">The type of the builder.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="endpoint">The https address of the resource.</param>
    /// <param name="hub">The hub.</param>
    /// <returns>A builder for the name, the options and the credential of the client.</returns>
    public static IAzureClientBuilder<WebPubSubServiceClient, WebPubSubServiceClientOptions> AddWebPubSubServiceClient<TBuilder>(
        this TBuilder builder, Uri endpoint, string hub)
        where TBuilder : IAzureClientFactoryBuilderWithCredential =>
        builder.RegisterClientFactory<WebPubSubServiceClient, WebPubSubServiceClientOptions>(
            (options, credential) => new WebPubSubServiceClient(endpoint, hub, credential, options));

    /// <summary>Registers a client from a configuration section with the settings <c>ConnectionString</c> and <c>Hub</c>, or <c>Endpoint</c> and <c>Hub</c>.</summary>
    /// <typeparam name="TBuilder">The type of the builder.</typeparam>
    /// <typeparam name="TConfiguration">The type of the configuration.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="configuration">The section. Its other settings set the options of the client, such as <c>Retry:MaxRetries</c>.</param>
    /// <returns>A builder for the name and the options of the client.</returns>
    [RequiresDynamicCode(BindsConfiguration), RequiresUnreferencedCode(BindsConfiguration)]
    public static IAzureClientBuilder<WebPubSubServiceClient, WebPubSubServiceClientOptions> AddWebPubSubServiceClient<TBuilder, TConfiguration>(
        this TBuilder builder, TConfiguration configuration)
        where TBuilder : IAzureClientFactoryBuilderWithConfiguration<TConfiguration> =>
        builder.RegisterClientFactory<WebPubSubServiceClient, WebPubSubServiceClientOptions>(configuration);
}
