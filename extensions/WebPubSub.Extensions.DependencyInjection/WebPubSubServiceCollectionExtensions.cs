// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Azure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WebPubSub;
using WebPubSub.Configuration;
using WebPubSub.Telemetry;

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

    /// <summary>Registers the resource that a configuration section names.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="section">
    /// Either a connection string, as the section's value or its <c>ConnectionString</c>; or <c>Endpoint</c> with <c>AccessKey</c>; or
    /// <c>Endpoint</c> alone, for <c>DefaultAzureCredential</c>. When the configuration is reloaded a new key takes effect at once; another
    /// address needs a restart.
    /// </param>
    /// <returns>A builder to add hubs with.</returns>
    public static IWebPubSubBuilder AddWebPubSub(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        IWebPubSubBuilder builder = services.AddWebPubSub();
        services.AddLogging();
        services.AddSingleton<IConfigureOptions<WebPubSubOptions>>(
            provider => new ConfiguredEndpoint(section, provider.GetRequiredService<ILogger<ConfiguredEndpoint>>()));
        return builder;
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
        services.AddAzureClientsCore(enableLogForwarding: true);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, AzureLogForwarding>());
        services.AddOptions<WebPubSubHubOptions>().ValidateOnStart();
        OptionsBuilder<WebPubSubOptions> options = services.AddOptions<WebPubSubOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        return new WebPubSubBuilder(services);
    }
}
