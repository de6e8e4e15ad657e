// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WebPubSub;
using WebPubSub.AspNetCore.Dispatch;
using WebPubSub.AspNetCore.Routing;
using WebPubSub.AspNetCore.Security;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the paths that Azure Web PubSub sends its events to.</summary>
public static class WebPubSubEndpointRouteBuilderExtensions
{
    private const string HubsPath = "/api/webpubsub/hubs/";
    private const DynamicallyAccessedMemberTypes HubMembers = DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.PublicMethods;
    private static readonly string[] Methods = [HttpMethods.Options, HttpMethods.Get, HttpMethods.Post];

    /// <summary>Receives the events of a hub.</summary>
    /// <typeparam name="THub">
    /// The class that handles the events. If <c>AddHub</c> registered it, it has the name given there. Otherwise it is named after its class, and created for each
    /// event with services of the application.
    /// </typeparam>
    /// <param name="endpoints">The application.</param>
    /// <param name="path">
    /// The path of the event handler's URL template; <c>/api/webpubsub/hubs/{hub}</c> when not given. Everything below it is served too, so a template
    /// that ends in <c>/{event}</c> needs nothing else here.
    /// </param>
    /// <returns>The endpoint, for conventions such as <c>RequireHost</c>.</returns>
    /// <exception cref="InvalidOperationException"><c>AddWebPubSub</c> was not called, a hub name is invalid or used twice, or events cannot be verified.</exception>
    /// <exception cref="OptionsValidationException">There is no endpoint, or another option is invalid.</exception>
    /// <remarks>Answers the validation of the service and refuses events that it did not sign. Protocol reference: event handler.</remarks>
    public static IEndpointConventionBuilder MapWebPubSubHub<[DynamicallyAccessedMembers(HubMembers)] THub>(
        this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string? path = null)
        where THub : WebPubSubHub
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        WebPubSubHubRegistry registry = GetRegistry(endpoints.ServiceProvider);
        string name = registry.Find(typeof(THub))?.HubName ?? typeof(THub).Name;
        return endpoints.Map(typeof(THub), name, path ?? DefaultPath(name), FindFactory<THub>(endpoints.ServiceProvider), registry.GetEvents<THub>());
    }

    /// <summary>Receives the events of a hub under a name of its own.</summary>
    /// <typeparam name="THub">The class that handles the events.</typeparam>
    /// <param name="endpoints">The application.</param>
    /// <param name="path">The path of the event handler's URL template, as in the other overload.</param>
    /// <param name="hubName">The name of the hub at the service; its case does not count.</param>
    /// <returns>The endpoint, for conventions such as <c>RequireHost</c>.</returns>
    /// <exception cref="ArgumentException">The name is no hub name.</exception>
    /// <exception cref="InvalidOperationException">
    /// <c>AddWebPubSub</c> was not called, another hub has the name, or events cannot be verified.
    /// </exception>
    /// <exception cref="OptionsValidationException">There is no endpoint, or another option is invalid.</exception>
    public static IEndpointConventionBuilder MapWebPubSubHub<[DynamicallyAccessedMembers(HubMembers)] THub>(
        this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string path, string hubName)
        where THub : WebPubSubHub
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(path);
        WebPubSubNames.ThrowIfNotHub(hubName);
        WebPubSubHubRegistry registry = GetRegistry(endpoints.ServiceProvider);
        return endpoints.Map(typeof(THub), hubName, path, FindFactory<THub>(endpoints.ServiceProvider), registry.GetEvents<THub>());
    }

    /// <summary>Receives the events of all hubs that <c>AddHub</c> registered, each at <c>/api/webpubsub/hubs/{hub}</c>.</summary>
    /// <param name="endpoints">The application.</param>
    /// <returns>All of the endpoints, for conventions such as <c>RequireHost</c>.</returns>
    /// <remarks>A hub that is mapped to this path already is left as it is. Events of another hub below the common path are refused with 404 and a line in the log.</remarks>
    /// <exception cref="InvalidOperationException">No hub is registered, a hub name is invalid or used twice, or events cannot be verified.</exception>
    /// <exception cref="OptionsValidationException">There is no endpoint, or another option is invalid.</exception>
    public static IEndpointConventionBuilder MapWebPubSubHubs(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        IReadOnlyList<WebPubSubHubRegistration> hubs = endpoints.ServiceProvider.GetService<WebPubSubHubRegistry>()?.Hubs ?? [];
        if (hubs.Count == 0)
        {
            throw new InvalidOperationException("There is no hub to map. Call services.AddWebPubSub(...).AddHub<THub>() first.");
        }

        RouteGroupBuilder group = endpoints.MapGroup("");
        var mappings = endpoints.ServiceProvider.GetRequiredService<WebPubSubHubMappings>();
        foreach (WebPubSubHubRegistration hub in hubs)
        {
            string path = DefaultPath(hub.HubName);
            if (mappings.TryAddPath(endpoints, Normalize(path)))
            {
                group.Map(hub.HubType, hub.HubName, path, create: null, hub.Events);
            }
        }

        if (mappings.TryAddPath(endpoints, HubsPath))
        {
            var unknown = new UnknownHubEndpoint([.. hubs.Select(hub => hub.HubName)], CreateLogger(endpoints.ServiceProvider));
            group.MapMethods(HubsPath + "{**webPubSubTail}", Methods, unknown.InvokeAsync).WithDisplayName("Web PubSub events of unknown hubs");
        }

        return WithoutFallbackPolicy(group);
    }

    private static RouteGroupBuilder Map(
        this IEndpointRouteBuilder endpoints, Type hubType, string hubName, string path, Func<IServiceProvider, WebPubSubHub>? create, WebPubSubHubEvents events)
    {
        IServiceProvider services = endpoints.ServiceProvider;
        var mappings = services.GetRequiredService<WebPubSubHubMappings>();
        if (!mappings.TryAddPath(endpoints, Normalize(path)))
        {
            throw new InvalidOperationException($"The path '{path}' is already mapped to a hub. Map {hubType.Name} to another path.");
        }

        UserEventMethods.ThrowIfNotGenerated(hubType);
        IReadOnlyList<string> resources = mappings.AddHub(hubType, hubName);
        ILogger logger = CreateLogger(services);
        bool isDevelopment = services.GetService<IHostEnvironment>()?.IsDevelopment() == true;
        var trust = new EventTrust(
            services.GetRequiredService<IOptionsMonitor<WebPubSubOptions>>(),
            services.GetRequiredService<IOptionsMonitor<WebPubSubEventTokenOptions>>(),
            services.GetService<TimeProvider>() ?? TimeProvider.System,
            resources,
            isDevelopment);
        trust.EnsureEventsCanBeVerified();
        logger.Mapped(hubName, path, trust.Hosts, trust.Mode);
        if (trust.IsAnyUnverified)
        {
            logger.MappedUnverified(hubName, path);
        }

        if (trust.HasEmulatorKey && !isDevelopment)
        {
            logger.PublicAccessKey(hubName);
        }

        var invoker = new HubInvoker(hubType, create, hubName, new HubFilters(hubType, services), isDevelopment ? new UnhandledEvents(hubName, logger) : null, logger);
        var endpoint = new EventEndpoint(hubName, trust, invoker, mappings, isDevelopment ? new HelpPage(hubName, events) : null, logger);
        RouteGroupBuilder group = endpoints.MapGroup("");
        foreach (string pattern in WithEverythingBelow(path))
        {
            group.MapMethods(pattern, Methods, endpoint.InvokeAsync).WithDisplayName($"Web PubSub events of hub '{hubName}'");
        }

        return WithoutFallbackPolicy(group);
    }

    // The service has no identity in the application. The fallback policy, which applies to endpoints without authorization metadata, would reject validations and
    // events before they are verified here. Authorization that the application asks for on these endpoints, in any form, stays.
    private static RouteGroupBuilder WithoutFallbackPolicy(RouteGroupBuilder group)
    {
        ((IEndpointConventionBuilder)group).Finally(endpoint =>
        {
            if (!endpoint.Metadata.Any(data => data is IAuthorizeData or IAuthorizationRequirementData or AuthorizationPolicy))
            {
                endpoint.Metadata.Add(new AllowAnonymousAttribute());
            }
        });
        return group;
    }

    private static ILogger CreateLogger(IServiceProvider services) =>
        services.GetRequiredService<ILoggerFactory>().CreateLogger("WebPubSub.AspNetCore.EventHandler");

    // As it stands: routing compares what is decoded, and no character of a hub name means anything in a pattern.
    private static string DefaultPath(string hubName) => HubsPath + hubName;

    private static string Normalize(string path) => path.Split("{*", 2)[0].Trim('/').ToUpperInvariant();

    // The second pattern does not match the path itself, because a candidate with a catch-all costs every event its route values. A path that ends in a
    // catch-all, as the official package needs it, has everything already.
    private static string[] WithEverythingBelow(string path) =>
        path.Contains("{*", StringComparison.Ordinal) ? [path] : [path, path.TrimEnd('/') + "/{webPubSubEvent}/{**webPubSubTail}"];

    private static WebPubSubHubRegistry GetRegistry(IServiceProvider services) =>
        services.GetService<WebPubSubHubRegistry>()
        ?? throw new InvalidOperationException("Web PubSub is not registered. Call services.AddWebPubSub(...) first, with the connection string of the resource or of the emulator.");

    private static bool IsService(IServiceProvider services, Type hubType) => services.GetService<IServiceProviderIsService>()?.IsService(hubType) != false;

    // For a hub that is not a service. The reflection happens once.
    private static Func<IServiceProvider, WebPubSubHub>? FindFactory<[DynamicallyAccessedMembers(HubMembers)] THub>(
        IServiceProvider services)
        where THub : WebPubSubHub
    {
        if (IsService(services, typeof(THub)))
        {
            return null;
        }

        ObjectFactory<THub> factory = ActivatorUtilities.CreateFactory<THub>([]);
        return provider => factory(provider, []);
    }
}
