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
using WebPubSub.Hubs;
using WebPubSub.Telemetry;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Extension methods that register Azure Web PubSub.</summary>
public static class WebPubSubServiceCollectionExtensions
{
    /// <summary>Registers a resource by its connection string.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="connectionString">
    /// The connection string of the resource or of the emulator. If it is <see langword="null"/> or empty, other configuration or
    /// <see cref="WebPubSubDevelopmentEmulatorExtensions.AddDevelopmentEmulator"/> must set the endpoint. Otherwise the application does not start.
    /// </param>
    /// <returns>A builder that adds hubs.</returns>
    /// <exception cref="ArgumentException">The connection string is invalid. The message names the invalid part.</exception>
    public static IWebPubSubBuilder AddWebPubSub(this IServiceCollection services, string? connectionString) => string.IsNullOrWhiteSpace(connectionString)
        ? services.Add(Options.Options.DefaultName, (Action<WebPubSubOptions>?)null)
        : services.Add(Options.Options.DefaultName, new WebPubSubServiceEndpoint(connectionString)); // an invalid string fails at this call

    /// <summary>Registers a resource and the Microsoft Entra ID identity that accesses it.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="endpoint">The https URL of the resource.</param>
    /// <param name="credential">The identity, which needs the role "Web PubSub Service Owner". The default is <c>DefaultAzureCredential</c>.</param>
    /// <returns>A builder that adds hubs.</returns>
    /// <exception cref="ArgumentException">The endpoint is not an absolute https URL.</exception>
    public static IWebPubSubBuilder AddWebPubSub(this IServiceCollection services, Uri endpoint, TokenCredential? credential = null) =>
        services.Add(Options.Options.DefaultName, new WebPubSubServiceEndpoint(endpoint, credential ?? new DefaultAzureCredential()));

    /// <summary>Registers a resource from a configuration section.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="section">
    /// The section contains a connection string, as its value or as <c>ConnectionString</c>; or <c>Endpoint</c> with <c>AccessKey</c>; or <c>Endpoint</c> alone,
    /// for <c>DefaultAzureCredential</c>. Each entry of the list <c>FailoverEndpoints</c> has the same form. When the configuration is reloaded, a new key takes
    /// effect immediately. A new address needs a restart.
    /// </param>
    /// <returns>A builder that adds hubs.</returns>
    public static IWebPubSubBuilder AddWebPubSub(this IServiceCollection services, IConfiguration section) =>
        services.Add(Options.Options.DefaultName, section);

    /// <summary>Registers a resource from options.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="configure">Sets at least <see cref="WebPubSubOptions.ServiceEndpoint"/>, unless other configuration sets it.</param>
    /// <returns>A builder that adds hubs.</returns>
    public static IWebPubSubBuilder AddWebPubSub(this IServiceCollection services, Action<WebPubSubOptions>? configure = null) =>
        services.Add(Options.Options.DefaultName, configure);

    /// <summary>Registers one of several resources. Inject its client with <c>[FromKeyedServices(key)] WebPubSubServiceClient&lt;THub&gt;</c>.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="serviceKey">The key of the clients and the name of the <see cref="WebPubSubOptions"/> of this resource. It must not be empty.</param>
    /// <param name="connectionString">The connection string of the resource or of the emulator.</param>
    /// <returns>A builder that adds the hubs of this resource.</returns>
    /// <exception cref="ArgumentException">The key is empty, or the connection string is invalid.</exception>
    public static IWebPubSubBuilder AddKeyedWebPubSub(this IServiceCollection services, string serviceKey, string connectionString) =>
        services.Add(Key(serviceKey), new WebPubSubServiceEndpoint(connectionString));

    /// <inheritdoc cref="AddKeyedWebPubSub(IServiceCollection, string, string)" path="/*[not(self::param)]"/>
    /// <param name="services">The services of the application.</param>
    /// <param name="serviceKey">The key of the clients and the name of the <see cref="WebPubSubOptions"/> of this resource. It must not be empty.</param>
    /// <param name="endpoint">The https URL of the resource.</param>
    /// <param name="credential">The identity, which needs the role "Web PubSub Service Owner". The default is <c>DefaultAzureCredential</c>.</param>
    public static IWebPubSubBuilder AddKeyedWebPubSub(
        this IServiceCollection services, string serviceKey, Uri endpoint, TokenCredential? credential = null) =>
        services.Add(Key(serviceKey), new WebPubSubServiceEndpoint(endpoint, credential ?? new DefaultAzureCredential()));

    /// <inheritdoc cref="AddKeyedWebPubSub(IServiceCollection, string, string)" path="/*[not(self::param)]"/>
    /// <param name="services">The services of the application.</param>
    /// <param name="serviceKey">The key of the clients and the name of the <see cref="WebPubSubOptions"/> of this resource. It must not be empty.</param>
    /// <param name="section">The configuration section, as for <see cref="AddWebPubSub(IServiceCollection, IConfiguration)"/>.</param>
    public static IWebPubSubBuilder AddKeyedWebPubSub(this IServiceCollection services, string serviceKey, IConfiguration section) =>
        services.Add(Key(serviceKey), section);

    /// <inheritdoc cref="AddKeyedWebPubSub(IServiceCollection, string, string)" path="/*[not(self::param)]"/>
    /// <param name="services">The services of the application.</param>
    /// <param name="serviceKey">The key of the clients and the name of the <see cref="WebPubSubOptions"/> of this resource. It must not be empty.</param>
    /// <param name="configure">Sets at least <see cref="WebPubSubOptions.ServiceEndpoint"/>, unless other configuration sets it.</param>
    public static IWebPubSubBuilder AddKeyedWebPubSub(
        this IServiceCollection services, string serviceKey, Action<WebPubSubOptions>? configure = null) =>
        services.Add(Key(serviceKey), configure);

    private static string Key(string serviceKey)
    {
        ArgumentException.ThrowIfNullOrEmpty(serviceKey);
        return serviceKey;
    }

    private static WebPubSubBuilder Add(this IServiceCollection services, string name, WebPubSubServiceEndpoint endpoint) =>
        services.Add(name, options => options.ServiceEndpoint = endpoint);

    private static WebPubSubBuilder Add(this IServiceCollection services, string name, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        WebPubSubBuilder builder = services.Add(name, (Action<WebPubSubOptions>?)null);
        services.AddLogging();
        services.AddSingleton<IConfigureOptions<WebPubSubOptions>>(
            provider => new ConfiguredResource(name, section, provider.GetRequiredService<ILogger<ConfiguredResource>>()));
        return builder;
    }

    private static WebPubSubBuilder Add(this IServiceCollection services, string name, Action<WebPubSubOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(services);

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<WebPubSubOptions>, WebPubSubOptionsValidator>());
        services.TryAddSingleton(provider => new WebPubSubHubRegistry(
            provider.GetServices<HubDeclaration>(), provider.GetServices<FilterDeclaration>(), provider.GetRequiredService<IOptionsMonitor<WebPubSubOptions>>()));
        services.TryAddSingleton(provider => new WebPubSubHubMappings(provider.GetRequiredService<WebPubSubHubRegistry>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, HubStartup>(provider => new HubStartup(
            provider.GetRequiredService<WebPubSubHubRegistry>(),
            provider.GetRequiredService<WebPubSubHubMappings>(),
            services,
            provider.GetRequiredService<ILogger<HubStartup>>())));
        services.TryAddSingleton(typeof(WebPubSubServiceClient<>), typeof(UnregisteredHubClient<>));
        services.AddAzureClientsCore(enableLogForwarding: true);
        services.Replace(ServiceDescriptor.Singleton( // replaces the forwarder of AddAzureClients
            provider => new AzureEventSourceLogForwarder(new ReducedLogLevelLoggerFactory(provider.GetRequiredService<ILoggerFactory>()))));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, AzureLogForwarding>());
        OptionsBuilder<WebPubSubOptions> options = services.AddOptions<WebPubSubOptions>(name).ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        return new WebPubSubBuilder(services, name);
    }
}
