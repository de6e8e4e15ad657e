// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using WebPubSub;
using WebPubSub.Hubs;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Extension methods that add hubs and filters to an application.</summary>
public static class WebPubSubBuilderExtensions
{
    /// <summary>Registers a hub: the class that handles its events and the <see cref="WebPubSubServiceClient{THub}"/> that sends to its clients.</summary>
    /// <typeparam name="THub">The class of the hub. A hub is created for each event, in the scope of the request.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="hubName">
    /// The name of the hub in the service: a letter, then up to 127 letters, digits or characters of <c>_`,.[]</c>. The default is the hub of the connection string
    /// (<c>Hub=</c>), or the name of the class.
    /// </param>
    /// <returns>A builder for this hub, which also adds further hubs.</returns>
    /// <exception cref="ArgumentException"><paramref name="hubName"/> is not a valid hub name.</exception>
    /// <remarks>
    /// The application does not start if two classes have the same name at one resource, or one class has two names. The client of a resource of
    /// <c>AddKeyedWebPubSub</c> is injected with <c>[FromKeyedServices(key)]</c>. If the hub has no other resource, the attribute is optional.
    /// </remarks>
    public static IWebPubSubHubBuilder<THub> AddHub<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.PublicMethods)] THub>(
        this IWebPubSubBuilder builder, string? hubName = null)
        where THub : WebPubSubHub
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (hubName is not null)
        {
            WebPubSubNames.ThrowIfNotHub(hubName);
        }

        string resource = builder.Name;
        builder.Services.TryAddScoped<THub>();
        builder.Services.TryAddSingleton(ChooseClient<THub>);
        builder.Services.TryAddKeyedSingleton(resource, (services, _) => CreateClient<THub>(services, resource));
        builder.Services.AddSingleton(new HubDeclaration(typeof(THub), hubName, resource, WebPubSubHubEvents.Of<THub>()));
        return new WebPubSubHubBuilder<THub>(builder.Services, resource);
    }

    /// <summary>Registers a hub under the name of its class. For compatibility with the official package; <see cref="AddHub{THub}"/> does the same.</summary>
    /// <typeparam name="THub">The class of the hub.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static IWebPubSubBuilder AddWebPubSubServiceClient<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.PublicMethods)] THub>(
        this IWebPubSubBuilder builder)
        where THub : WebPubSubHub =>
        builder.AddHub<THub>();

    /// <summary>Registers a hub of the resource of <c>AddWebPubSub</c>, under the name of its class. For compatibility with the official package.</summary>
    /// <typeparam name="THub">The class of the hub.</typeparam>
    /// <param name="services">The services of the application.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddWebPubSubServiceClient<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.PublicMethods)] THub>(
        this IServiceCollection services)
        where THub : WebPubSubHub
    {
        ArgumentNullException.ThrowIfNull(services);
        IWebPubSubBuilder builder = services as IWebPubSubBuilder ?? new WebPubSubBuilder(services, Options.Options.DefaultName);
        builder.AddHub<THub>();
        return services;
    }

    /// <summary>Adds a filter for the methods of all hubs. The filter that is added first is the outermost filter.</summary>
    /// <typeparam name="TFilter">The class of the filter. A filter is created for each event, in the scope of the request.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    /// <remarks>
    /// For a filter of one hub, see <see cref="IWebPubSubHubBuilder{THub}.AddFilter{TFilter}"/>. A filter that is added for all hubs and for one hub runs twice for that hub.
    /// </remarks>
    public static IWebPubSubBuilder AddHubFilter<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TFilter>(
        this IWebPubSubBuilder builder)
        where TFilter : class, IWebPubSubHubFilter
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Scoped<IWebPubSubHubFilter, TFilter>());
        builder.Services.AddSingleton(new FilterDeclaration(HubType: null, TFilter.Events));
        return builder;
    }

    // Returns the client that is injected without a key: the client of the resource of AddWebPubSub, or of the only keyed resource.
    private static WebPubSubServiceClient<THub> ChooseClient<THub>(IServiceProvider services)
        where THub : WebPubSubHub
    {
        IReadOnlyList<string> resources = GetRegistration<THub>(services).ResourceNames;
        string resource = resources.Contains(Options.Options.DefaultName) || resources.Count != 1
            ? Options.Options.DefaultName
            : resources[0];
        return services.GetKeyedService<WebPubSubServiceClient<THub>>(resource)
            ?? throw new InvalidOperationException(
                $"{typeof(THub).Name} is a hub of several resources ({string.Join(", ", resources)}). Inject its client with [FromKeyedServices(...)].");
    }

    private static WebPubSubServiceClient<THub> CreateClient<THub>(IServiceProvider services, string resource)
        where THub : WebPubSubHub
    {
        string name = GetRegistration<THub>(services).HubName;
        IReadOnlyList<WebPubSubServiceEndpoint> endpoints = services.GetRequiredService<IOptionsMonitor<WebPubSubOptions>>().Get(resource).Endpoints;
        return endpoints.Count > 0
            ? new WebPubSubServiceClient<THub>(endpoints, name)
            : throw new InvalidOperationException(
                $"{nameof(WebPubSubServiceClient)}<{typeof(THub).Name}> needs the address of the service, but WebPubSubOptions.ServiceEndpoint is not set. Pass a connection string to AddWebPubSub.");
    }

    private static WebPubSubHubRegistration GetRegistration<THub>(IServiceProvider services)
        where THub : WebPubSubHub =>
        services.GetService<WebPubSubHubRegistry>()?.Find(typeof(THub))
        ?? throw new InvalidOperationException(
            $"{nameof(WebPubSubServiceClient)}<{typeof(THub).Name}> needs the address of the service, but Web PubSub is not registered. Call services.AddWebPubSub(...) with a connection string.");
}
