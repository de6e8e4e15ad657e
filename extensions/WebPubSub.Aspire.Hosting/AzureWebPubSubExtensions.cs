// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using WebPubSub;
using WebPubSub.Aspire.Hosting.Connections;
using WebPubSub.Aspire.Hosting.Lifecycle;
using WebPubSub.Aspire.Hosting.Resources;
using WebPubSub.Emulator;

namespace Aspire.Hosting;

/// <summary>Extension methods that add Azure Web PubSub to an app host.</summary>
/// <remarks>The names and parameters are those of the official package <c>Aspire.Hosting.Azure.WebPubSub</c>, where it has them.</remarks>
public static class AzureWebPubSubExtensions
{
    private const string DefaultPath = "/eventhandler";
    private static readonly string[] Schemes = ["http", "https"]; // the certificate of an https endpoint may not be trusted
    private static readonly string[] AllSystemEvents = ["connect", "connected", "disconnected"];

    /// <summary>Adds an Azure Web PubSub resource.</summary>
    /// <param name="builder">The builder of the app host.</param>
    /// <param name="name">The name of the resource, and of the connection string in the applications that reference it.</param>
    /// <returns>A builder of the resource.</returns>
    /// <remarks>
    /// Call <see cref="RunAsEmulator"/> for the emulator, or <see cref="AsExisting"/> for a resource in Azure. Without both, and when the app host is
    /// published, the connection string is the parameter <c>{name}-connection-string</c>, whose value is read from <c>ConnectionStrings:{name}</c>.
    /// </remarks>
    public static IResourceBuilder<AzureWebPubSubResource> AddAzureWebPubSub(this IDistributedApplicationBuilder builder, [ResourceName] string name)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);

        ParameterResource parameter = CreateParameter(builder, name);
        var resource = new AzureWebPubSubResource(name, new ExistingConnection(parameter));
        IResourceBuilder<AzureWebPubSubResource> resourceBuilder = builder.AddResource(resource); // first, so that a name that is taken is the error
        builder.AddResource(parameter);
        string healthCheck = name + "-health";
        builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(healthCheck, new EndpointHealthCheck(resource), failureStatus: null, tags: null));
        return resourceBuilder
            .WithInitialState(State("AzureWebPubSub"))
            .WithIconName("PlugConnected")
            .WithHealthCheck(healthCheck)
            .WithManifestPublishingCallback(context => context.Writer.WriteConnectionString(resource))
            .OnInitializeResource(ResourceConnector.RunAsync);
    }

    /// <summary>Runs the emulator in the process of the app host, without a container. When the app host is published, this call has no effect.</summary>
    /// <param name="builder">The builder of the resource.</param>
    /// <param name="configure">Configures the emulator. By default, it listens on a free port of this machine.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">The method was called twice.</exception>
    /// <remarks>The dashboard shows the log of the emulator, its health, its activities, and a link to its live page.</remarks>
    public static IResourceBuilder<AzureWebPubSubResource> RunAsEmulator(
        this IResourceBuilder<AzureWebPubSubResource> builder, Action<WebPubSubEmulatorOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.ApplicationBuilder.ExecutionContext.IsPublishMode)
        {
            return builder;
        }

        if (builder.Resource.IsEmulator)
        {
            throw new InvalidOperationException($"RunAsEmulator was called twice on '{builder.Resource.Name}'. Call it once, and configure the emulator in that call.");
        }

        builder.RemoveParameter();
        var connection = new PendingConnection(builder.Resource.Name);
        builder.Resource.Connection = connection;
        builder.ApplicationBuilder.Services.TryAddSingleton(services => new EmulatorHost(services.GetRequiredService<IConfiguration>()));
        builder.ApplicationBuilder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, EmulatorHost>(services => services.GetRequiredService<EmulatorHost>()));
        builder.Resource.Annotations.Add(new EmulatorResourceAnnotation());
        return builder.OnInitializeResource((resource, initialize, cancellationToken) =>
            initialize.Services.GetRequiredService<EmulatorHost>().RunAsync(resource, connection, configure, initialize, cancellationToken));
    }

    /// <summary>Uses an existing resource in Azure.</summary>
    /// <param name="builder">The builder of the resource.</param>
    /// <param name="connectionString">
    /// A secret parameter whose value is the connection string of the resource, or its https URL. With the URL, the applications use Microsoft Entra ID.
    /// </param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">The resource is the emulator.</exception>
    public static IResourceBuilder<AzureWebPubSubResource> AsExisting(
        this IResourceBuilder<AzureWebPubSubResource> builder, IResourceBuilder<ParameterResource> connectionString)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(connectionString);
        if (builder.Resource.IsEmulator)
        {
            throw new InvalidOperationException($"'{builder.Resource.Name}' is the emulator, because RunAsEmulator was called. Call either RunAsEmulator or AsExisting.");
        }

        builder.RemoveParameter();
        builder.Resource.Connection = new ExistingConnection(connectionString.Resource);
        return builder;
    }

    /// <summary>Adds a hub whose name in the service is the name of the resource.</summary>
    /// <param name="builder">The builder of the resource.</param>
    /// <param name="hubName">The name of the hub and of its connection string.</param>
    /// <returns>A builder of the hub.</returns>
    public static IResourceBuilder<AzureWebPubSubHubResource> AddHub(this IResourceBuilder<AzureWebPubSubResource> builder, [ResourceName] string hubName) =>
        builder.AddHub(hubName, hubName);

    /// <summary>Adds a hub. A second call with the same names returns the first one.</summary>
    /// <param name="builder">The builder of the resource.</param>
    /// <param name="name">The name of the resource, and of its connection string in the applications that reference it.</param>
    /// <param name="hubName">The name of the hub in the service. The default is <paramref name="name"/>.</param>
    /// <returns>A builder of the hub.</returns>
    /// <exception cref="ArgumentException">The name is not a valid hub name, for example because it contains a hyphen. Pass both names then.</exception>
    /// <exception cref="InvalidOperationException">The hub is already a resource with another name.</exception>
    public static IResourceBuilder<AzureWebPubSubHubResource> AddHub(
        this IResourceBuilder<AzureWebPubSubResource> builder, [ResourceName] string name, string? hubName = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        WebPubSubNames.ThrowIfNotHub(hubName ?? name, hubName is null ? nameof(name) : nameof(hubName));
        if (builder.Resource.Hubs.TryGetValue(hubName ?? name, out AzureWebPubSubHubResource? added))
        {
            if (added.Name != name)
            {
                throw new InvalidOperationException($"Hub '{added.HubName}' of '{builder.Resource.Name}' is already the resource '{added.Name}'. Use that resource instead of '{name}'.");
            }

            return builder.ApplicationBuilder.CreateResourceBuilder(added);
        }

        var hub = new AzureWebPubSubHubResource(name, hubName ?? name, builder.Resource);
        IResourceBuilder<AzureWebPubSubHubResource> hubBuilder = builder.ApplicationBuilder.AddResource(hub)
            .WithInitialState(State("AzureWebPubSubHub"))
            .WithManifestPublishingCallback(context => context.Writer.WriteConnectionString(hub));
        builder.Resource.Hubs.Add(hub.HubName, hub);
        return hubBuilder;
    }

    /// <summary>Adds an event handler to a hub.</summary>
    /// <param name="builder">The builder of the hub.</param>
    /// <param name="urlTemplateExpression">The URL template, such as <c>$"{api.GetEndpoint("http")}/eventhandler"</c>.</param>
    /// <param name="userEventPattern">The user events: names separated by commas, <c>*</c> for all, or an empty string for none.</param>
    /// <param name="systemEvents">The system events: <c>connect</c>, <c>connected</c> and <c>disconnected</c>. The default is none.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">An earlier event handler of the hub already receives one of the events.</exception>
    public static IResourceBuilder<AzureWebPubSubHubResource> AddEventHandler(
        this IResourceBuilder<AzureWebPubSubHubResource> builder,
        ReferenceExpression.ExpressionInterpolatedStringHandler urlTemplateExpression,
        string userEventPattern = "*",
        string[]? systemEvents = null) =>
        builder.AddEventHandler(ReferenceExpression.Create(in urlTemplateExpression), userEventPattern, systemEvents);

    /// <inheritdoc cref="AddEventHandler(IResourceBuilder{AzureWebPubSubHubResource}, ReferenceExpression.ExpressionInterpolatedStringHandler, string, string[])" path="/*[not(self::param)]"/>
    /// <param name="builder">The builder of the hub.</param>
    /// <param name="urlExpression">The URL template.</param>
    /// <param name="userEventPattern">The user events: names separated by commas, <c>*</c> for all, or an empty string for none.</param>
    /// <param name="systemEvents">The system events: <c>connect</c>, <c>connected</c> and <c>disconnected</c>. The default is none.</param>
    public static IResourceBuilder<AzureWebPubSubHubResource> AddEventHandler(
        this IResourceBuilder<AzureWebPubSubHubResource> builder,
        ReferenceExpression urlExpression,
        string userEventPattern = "*",
        string[]? systemEvents = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(urlExpression);
        ArgumentNullException.ThrowIfNull(userEventPattern);
        return builder.Add(new EventHandlerSetting(urlExpression, userEventPattern, systemEvents ?? []));
    }

    /// <summary>Adds an application as an event handler of a hub. It receives all system events, and the user events of the pattern.</summary>
    /// <typeparam name="TApp">The type of the application.</typeparam>
    /// <param name="builder">The builder of the hub.</param>
    /// <param name="app">The application, such as an ASP.NET Core project. It must have an http or https endpoint.</param>
    /// <param name="path">The path of <c>MapWebPubSubHub</c> in the application.</param>
    /// <param name="userEventPattern">The user events: names separated by commas, <c>*</c> for all, or an empty string for none.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">
    /// The application has no http or https endpoint, or another event handler of the hub already receives one of the events.
    /// </exception>
    public static IResourceBuilder<AzureWebPubSubHubResource> AddEventHandler<TApp>(
        this IResourceBuilder<AzureWebPubSubHubResource> builder, IResourceBuilder<TApp> app, string path = DefaultPath, string userEventPattern = "*")
        where TApp : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(app);
        ArgumentException.ThrowIfNullOrEmpty(path);
        string endpoint = FindEndpoint(app.Resource)
            ?? throw new InvalidOperationException($"'{app.Resource.Name}' has no http or https endpoint, so it cannot handle the events of hub '{builder.Resource.HubName}'. Add one with WithHttpEndpoint(), or to its launch profile.");
        var url = ReferenceExpression.Create($"{app.GetEndpoint(endpoint)}/{path.TrimStart('/')}");
        return builder.Add(new EventHandlerSetting(url, userEventPattern, AllSystemEvents));
    }

    private static IResourceBuilder<AzureWebPubSubHubResource> Add(this IResourceBuilder<AzureWebPubSubHubResource> builder, EventHandlerSetting added)
    {
        foreach (EventHandlerSetting handler in builder.Resource.EventHandlers)
        {
            if (handler.FindCommonEvent(added) is { } common)
            {
                throw new InvalidOperationException($"Hub '{builder.Resource.HubName}' has two event handlers for '{common}': {handler.Url.ValueExpression} and {added.Url.ValueExpression}. The service sends an event to the first one only. Give each event to one of them.");
            }
        }

        builder.Resource.EventHandlers.Add(added);
        return builder;
    }

    private static string? FindEndpoint(IResourceWithEndpoints app) => app.Annotations.OfType<EndpointAnnotation>()
        .Where(endpoint => Schemes.Contains(endpoint.UriScheme))
        .MinBy(endpoint => Array.IndexOf(Schemes, endpoint.UriScheme))?.Name;

    private static ParameterResource CreateParameter(IDistributedApplicationBuilder builder, string name) => new(
        name + "-connection-string",
        _ => builder.Configuration[$"Parameters:{name}-connection-string"] // a value that was entered in the dashboard
            ?? builder.Configuration.GetConnectionString(name)
            ?? throw new MissingParameterValueException($"The connection string of Azure Web PubSub '{name}' is missing. Call RunAsEmulator() on it, or set ConnectionStrings:{name} to the connection string or the https URL of a resource."),
        secret: true);

    private static void RemoveParameter(this IResourceBuilder<AzureWebPubSubResource> builder)
    {
        if (builder.Resource.Connection is ExistingConnection existing && existing.Parameter.Name == builder.Resource.Name + "-connection-string")
        {
            builder.ApplicationBuilder.Resources.Remove(existing.Parameter);
        }
    }

    private static CustomResourceSnapshot State(string type) => new()
    {
        ResourceType = type,
        CreationTimeStamp = TimeProvider.System.GetUtcNow().UtcDateTime,
        Properties = [],
        State = KnownResourceStates.NotStarted,
    };
}
