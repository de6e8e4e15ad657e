// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure.Core.Extensions;
using Microsoft.Extensions.Azure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using WebPubSub;
using WebPubSub.Aspire;

namespace Microsoft.Extensions.Hosting;

/// <summary>Extension methods that register Azure Web PubSub in an application of an Aspire app host.</summary>
public static class AspireWebPubSubExtensions
{
    private const string DefaultClientName = "Default"; // of Microsoft.Extensions.Azure

    /// <summary>Registers a Web PubSub resource: its hubs, its service clients, a health check, activities and metrics.</summary>
    /// <param name="builder">The builder of the application.</param>
    /// <param name="connectionName">The name of the connection string, which is the name of the resource or of the hub in the app host.</param>
    /// <param name="configureSettings">Changes the settings after they are read from the configuration.</param>
    /// <param name="configureClientBuilder">Configures the options of the service clients.</param>
    /// <returns>A builder that adds hubs.</returns>
    /// <exception cref="InvalidOperationException">The connection string is invalid, or the connection is registered twice.</exception>
    /// <remarks>
    /// <see cref="WebPubSubServiceClient"/> can be injected if a hub is named, and <see cref="WebPubSubServiceClient{THub}"/> after <c>AddHub</c>.
    /// Configuration section: <c>Aspire:Azure:Messaging:WebPubSub</c>.
    /// </remarks>
    public static IWebPubSubBuilder AddAzureWebPubSubServiceClient(
        this IHostApplicationBuilder builder,
        string connectionName,
        Action<AzureMessagingWebPubSubSettings>? configureSettings = null,
        Action<IAzureClientBuilder<WebPubSubServiceClient, WebPubSubServiceClientOptions>>? configureClientBuilder = null) =>
        Add(builder, connectionName, serviceKey: null, configureSettings, configureClientBuilder);

    /// <summary>Registers one of several Web PubSub resources. Inject its clients with <c>[FromKeyedServices(key)]</c>.</summary>
    /// <param name="builder">The builder of the application.</param>
    /// <param name="connectionName">The name of the connection string, which is the name of the resource or of the hub in the app host.</param>
    /// <param name="serviceKey">The key of the clients.</param>
    /// <param name="configureSettings">Changes the settings after they are read from the configuration.</param>
    /// <param name="configureClientBuilder">Configures the options of the service clients.</param>
    /// <returns>A builder that adds the hubs of this resource.</returns>
    /// <exception cref="InvalidOperationException">The connection string is invalid, or the key is registered twice.</exception>
    /// <remarks>Configuration section: <c>Aspire:Azure:Messaging:WebPubSub:{connectionName}</c>.</remarks>
    public static IWebPubSubBuilder AddKeyedAzureWebPubSubServiceClient(
        this IHostApplicationBuilder builder,
        string connectionName,
        string serviceKey,
        Action<AzureMessagingWebPubSubSettings>? configureSettings = null,
        Action<IAzureClientBuilder<WebPubSubServiceClient, WebPubSubServiceClientOptions>>? configureClientBuilder = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(serviceKey);
        return Add(builder, connectionName, serviceKey, configureSettings, configureClientBuilder);
    }

    private static IWebPubSubBuilder Add(
        IHostApplicationBuilder builder,
        string connectionName,
        string? serviceKey,
        Action<AzureMessagingWebPubSubSettings>? configureSettings,
        Action<IAzureClientBuilder<WebPubSubServiceClient, WebPubSubServiceClientOptions>>? configureClientBuilder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(connectionName);
        ThrowIfAdded(builder.Services, serviceKey);

        AzureMessagingWebPubSubSettings settings = ConnectionSettings.Read(builder.Configuration, connectionName);
        configureSettings?.Invoke(settings);
        settings.HubName ??= ConnectionSettings.FindHub(settings.ConnectionString, connectionName);
        AddClient(builder, connectionName, serviceKey, settings, configureClientBuilder);
        AddHealthCheck(builder.Services, connectionName, serviceKey, settings);
        AddTelemetry(builder.Services, settings);
        return AddResource(builder.Services, connectionName, serviceKey, settings);
    }

    private static void ThrowIfAdded(IServiceCollection services, string? serviceKey)
    {
        if (services.Any(service => service is { IsKeyedService: false, ImplementationInstance: MissingConnection added } && added.Resource == (serviceKey ?? Options.Options.DefaultName)))
        {
            throw new InvalidOperationException(serviceKey is null
                ? "A Web PubSub resource is already registered. Register further resources with AddKeyedAzureWebPubSubServiceClient."
                : $"A Web PubSub resource with the key '{serviceKey}' is already registered. Use another key.");
        }
    }

    private static void AddClient(
        IHostApplicationBuilder builder,
        string connectionName,
        string? serviceKey,
        AzureMessagingWebPubSubSettings settings,
        Action<IAzureClientBuilder<WebPubSubServiceClient, WebPubSubServiceClientOptions>>? configure)
    {
        IConfigurationSection section = builder.Configuration.GetSection(ConnectionSettings.SectionName);
        builder.Services.AddAzureClientsCore();
        builder.Services.AddAzureClients(clients =>
        {
            IAzureClientBuilder<WebPubSubServiceClient, WebPubSubServiceClientOptions> client = clients.AddClient<WebPubSubServiceClient, WebPubSubServiceClientOptions>(
                (options, _, _) => new WebPubSubServiceClient(
                    ConnectionSettings.CreateEndpoint(settings, options) ?? throw Missing(connectionName, "a connection string"),
                    settings.HubName ?? throw Missing(connectionName, "the name of a hub")));
            client.ConfigureOptions(options => section.GetSection("ClientOptions").Bind(options));
            client.ConfigureOptions(options => section.GetSection(connectionName).GetSection("ClientOptions").Bind(options));
            client.WithName(serviceKey ?? DefaultClientName);
            configure?.Invoke(client);
        });
        if (serviceKey is not null)
        {
            builder.Services.AddKeyedSingleton(
                serviceKey, (services, _) => services.GetRequiredService<IAzureClientFactory<WebPubSubServiceClient>>().CreateClient(serviceKey));
        }
    }

    private static InvalidOperationException Missing(string connectionName, string missing) => new(
        $"WebPubSubServiceClient needs {missing}. Reference a hub of the app host with WithReference, or set ConnectionStrings:{connectionName} to 'Endpoint=...;AccessKey=...;Hub=...;', or set HubName in {ConnectionSettings.SectionName}.");

    private static void AddHealthCheck(IServiceCollection services, string connectionName, string? serviceKey, AzureMessagingWebPubSubSettings settings)
    {
        if (!settings.DisableHealthChecks)
        {
            services.AddHealthChecks().AddWebPubSub(serviceKey is null ? $"webpubsub_{connectionName}" : $"webpubsub_{connectionName}_{serviceKey}", serviceKey: serviceKey);
        }
    }

    private static void AddTelemetry(IServiceCollection services, AzureMessagingWebPubSubSettings settings)
    {
        if (!settings.DisableTracing)
        {
            services.AddOpenTelemetry().WithTracing(tracing => tracing.AddWebPubSubInstrumentation());
        }

        if (!settings.DisableMetrics)
        {
            services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddWebPubSubInstrumentation());
        }
    }

    private static IWebPubSubBuilder AddResource(IServiceCollection services, string connectionName, string? serviceKey, AzureMessagingWebPubSubSettings settings)
    {
        string name = serviceKey ?? Options.Options.DefaultName;
        services.Insert(0, ServiceDescriptor.Singleton<IValidateOptions<WebPubSubOptions>>(new MissingConnection(name, connectionName))); // before the general validator
        services.AddOptions<WebPubSubOptions>(name).Configure<IOptionsMonitor<WebPubSubServiceClientOptions>>((options, clients) =>
            options.ServiceEndpoint ??= ConnectionSettings.CreateEndpoint(settings, clients.Get(serviceKey ?? DefaultClientName)));
        return serviceKey is null ? services.AddWebPubSub() : services.AddKeyedWebPubSub(serviceKey);
    }
}
