// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using WebPubSub;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers Azure Web PubSub.</summary>
public static class WebPubSubServiceCollectionExtensions
{
    /// <summary>Registers the resource that a connection string names.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="connectionString">The connection string of the resource or of the emulator.</param>
    /// <returns>A builder to add hubs with.</returns>
    /// <exception cref="ArgumentException">The text is no connection string; the message says which part is wrong.</exception>
    public static IWebPubSubBuilder AddWebPubSub(this IServiceCollection services, string connectionString)
    {
        var endpoint = new WebPubSubServiceEndpoint(connectionString); // here, so that a bad one fails where it was written
        return services.AddWebPubSub(options => options.ServiceEndpoint = endpoint);
    }

    /// <summary>Registers a resource that is reached with a Microsoft Entra ID identity.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="endpoint">The resource's https address.</param>
    /// <param name="credential">The identity; <c>DefaultAzureCredential</c> when not given. It needs the role "Web PubSub Service Owner".</param>
    /// <returns>A builder to add hubs with.</returns>
    /// <exception cref="ArgumentException">The endpoint is not an absolute https URL.</exception>
    public static IWebPubSubBuilder AddWebPubSub(this IServiceCollection services, Uri endpoint, TokenCredential? credential = null)
    {
        var serviceEndpoint = new WebPubSubServiceEndpoint(endpoint, credential ?? new DefaultAzureCredential());
        return services.AddWebPubSub(options => options.ServiceEndpoint = serviceEndpoint);
    }

    /// <summary>Registers the resource that the options name.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="configure">Sets at least <see cref="WebPubSubOptions.ServiceEndpoint"/>, unless other configuration does.</param>
    /// <returns>A builder to add hubs with.</returns>
    public static IWebPubSubBuilder AddWebPubSub(this IServiceCollection services, Action<WebPubSubOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<WebPubSubOptions>, WebPubSubOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<WebPubSubHubOptions>, WebPubSubHubOptionsValidator>());
        services.AddOptions<WebPubSubHubOptions>().ValidateOnStart();
        OptionsBuilder<WebPubSubOptions> options = services.AddOptions<WebPubSubOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        return new WebPubSubBuilder(services);
    }
}
