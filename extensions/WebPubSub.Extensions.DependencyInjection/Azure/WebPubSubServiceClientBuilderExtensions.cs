// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure;
using Azure.Core.Extensions;
using WebPubSub;

namespace Microsoft.Extensions.Azure;

/// <summary>Registers service clients with <c>AddAzureClients</c>, as the official package does.</summary>
public static class WebPubSubServiceClientBuilderExtensions
{
    /// <summary>Registers a client from a connection string.</summary>
    /// <typeparam name="TBuilder">The kind of builder.</typeparam>
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
    /// <typeparam name="TBuilder">The kind of builder.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="endpoint">The resource's address.</param>
    /// <param name="hub">The hub.</param>
    /// <param name="credential">The access key.</param>
    /// <returns>A builder for the name and the options of the client.</returns>
    public static IAzureClientBuilder<WebPubSubServiceClient, WebPubSubServiceClientOptions> AddWebPubSubServiceClient<TBuilder>(
        this TBuilder builder, Uri endpoint, string hub, AzureKeyCredential credential)
        where TBuilder : IAzureClientFactoryBuilder =>
        builder.RegisterClientFactory<WebPubSubServiceClient, WebPubSubServiceClientOptions>(
            options => new WebPubSubServiceClient(endpoint, hub, credential, options));

    /// <summary>Registers a client with the credential of the builder, <c>DefaultAzureCredential</c> unless it is told otherwise.</summary>
    /// <typeparam name="TBuilder">The kind of builder.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="endpoint">The resource's https address.</param>
    /// <param name="hub">The hub.</param>
    /// <returns>A builder for the name, the options and the credential of the client.</returns>
    public static IAzureClientBuilder<WebPubSubServiceClient, WebPubSubServiceClientOptions> AddWebPubSubServiceClient<TBuilder>(
        this TBuilder builder, Uri endpoint, string hub)
        where TBuilder : IAzureClientFactoryBuilderWithCredential =>
        builder.RegisterClientFactory<WebPubSubServiceClient, WebPubSubServiceClientOptions>(
            (options, credential) => new WebPubSubServiceClient(endpoint, hub, credential, options));
}
