// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using WebPubSub;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds hubs to an application.</summary>
public static class WebPubSubBuilderExtensions
{
    /// <summary>Registers a hub: the class that handles its events, and <see cref="WebPubSubServiceClient{THub}"/> to talk to its clients.</summary>
    /// <typeparam name="THub">The class; made once per event, in the scope of the request.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="hubName">The name of the hub at the service; not given, that of the connection string (<c>Hub=</c>), else that of the class.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The name is no hub name.</exception>
    /// <remarks>
    /// A name that two classes share at one resource, or a class with two names, stops the start of the application. The client of a resource of
    /// <c>AddKeyedWebPubSub</c> is injected with <c>[FromKeyedServices(key)]</c>, and without it when the hub is at no other resource.
    /// </remarks>
    public static IWebPubSubBuilder AddHub<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THub>(
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
        builder.Services.AddOptions<WebPubSubHubOptions>().Configure<IOptionsMonitor<WebPubSubOptions>>((hubs, resources) =>
            Register(hubs, new WebPubSubHubRegistration(typeof(THub), hubName ?? HubOf(resources, resource) ?? typeof(THub).Name, resource)));
        return builder;
    }

    /// <summary>Registers a hub under the name of its class; the official packages' name for <see cref="AddHub{THub}"/>.</summary>
    /// <typeparam name="THub">The hub.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static IWebPubSubBuilder AddWebPubSubServiceClient<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THub>(
        this IWebPubSubBuilder builder)
        where THub : WebPubSubHub =>
        builder.AddHub<THub>();

    /// <summary>Registers a hub of the resource of <c>AddWebPubSub</c>, under the name of its class. The official package has this method.</summary>
    /// <typeparam name="THub">The hub.</typeparam>
    /// <param name="services">The services of the application.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddWebPubSubServiceClient<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THub>(
        this IServiceCollection services)
        where THub : WebPubSubHub
    {
        ArgumentNullException.ThrowIfNull(services);
        IWebPubSubBuilder builder = services as IWebPubSubBuilder ?? new WebPubSubBuilder(services, Options.Options.DefaultName);
        builder.AddHub<THub>();
        return services;
    }

    /// <summary>Puts a filter around the methods of all hubs. The first one added is the outermost.</summary>
    /// <typeparam name="TFilter">The filter; made once per event, in the scope of the request.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static IWebPubSubBuilder AddHubFilter<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TFilter>(
        this IWebPubSubBuilder builder)
        where TFilter : class, IWebPubSubHubFilter
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Scoped<IWebPubSubHubFilter, TFilter>());
        return builder;
    }

    private static string? HubOf(IOptionsMonitor<WebPubSubOptions> resources, string resource)
    {
        try
        {
            return resources.Get(resource).ServiceEndpoint?.Hub;
        }
        catch (OptionsValidationException)
        {
            return null; // the application does not start with them, and says so itself
        }
    }

    private static void Register(WebPubSubHubOptions options, WebPubSubHubRegistration registration)
    {
        string? existing = options.FindName(registration.HubType);
        if (existing is not null && !string.Equals(existing, registration.HubName, StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidOperationException(
                $"{registration.HubType.Name} is registered under two hub names, '{existing}' and '{registration.HubName}': derive a class for one of them.");
        }

        if (!options.FindResources(registration.HubType).Contains(registration.ResourceName))
        {
            options.Hubs.Add(registration);
        }
    }

    // What is injected without a key: the client of AddWebPubSub, or of the only other resource.
    private static WebPubSubServiceClient<THub> ChooseClient<THub>(IServiceProvider services)
        where THub : WebPubSubHub
    {
        IReadOnlyList<string> resources = services.GetRequiredService<IOptions<WebPubSubHubOptions>>().Value.FindResources(typeof(THub));
        string resource = resources.Contains(Options.Options.DefaultName) || resources.Count != 1
            ? Options.Options.DefaultName
            : resources[0];
        return services.GetKeyedService<WebPubSubServiceClient<THub>>(resource)
            ?? throw new InvalidOperationException(
                $"{typeof(THub).Name} is at several resources ({string.Join(", ", resources)}): inject its client with [FromKeyedServices(...)].");
    }

    private static WebPubSubServiceClient<THub> CreateClient<THub>(IServiceProvider services, string resource)
        where THub : WebPubSubHub
    {
        string name = services.GetRequiredService<IOptions<WebPubSubHubOptions>>().Value.FindName(typeof(THub))!;
        IReadOnlyList<WebPubSubServiceEndpoint> endpoints = services.GetRequiredService<IOptionsMonitor<WebPubSubOptions>>().Get(resource).Endpoints;
        return endpoints.Count > 0
            ? new WebPubSubServiceClient<THub>(endpoints, name)
            : throw new InvalidOperationException(
                $"{nameof(WebPubSubServiceClient)}<{typeof(THub).Name}> needs the address of the service, and WebPubSubOptions.ServiceEndpoint is not set: pass a connection string to AddWebPubSub.");
    }
}
