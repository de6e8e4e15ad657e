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
using WebPubSub.Hosting;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Extension methods that map the event handlers of hubs.</summary>
public static class WebPubSubEndpointRouteBuilderExtensions
{
    private const string HubsPath = "/api/webpubsub/hubs/";
    private const DynamicallyAccessedMemberTypes HubMembers = DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.PublicMethods;
    private static readonly string[] Methods = [HttpMethods.Options, HttpMethods.Get, HttpMethods.Post];

    /// <summary>Maps an endpoint that receives the events of a hub.</summary>
    /// <typeparam name="THub">
    /// The class that handles the events. If <c>AddHub</c> registered the class, the hub has the registered name. Otherwise the hub has the name of the class, and
    /// the class is created for each event with services of the application.
    /// </typeparam>
    /// <param name="endpoints">The route builder, usually the <c>WebApplication</c>.</param>
    /// <param name="path">
    /// The path of the event handler's URL template. The default is <c>/api/webpubsub/hubs/{hub}</c>. All paths below it are mapped too, so that a template
    /// that ends in <c>/{event}</c> also works.
    /// </param>
    /// <returns>A builder for conventions such as <c>RequireHost</c>.</returns>
    /// <exception cref="InvalidOperationException"><c>AddWebPubSub</c> was not called, a hub name is invalid or used twice, or events cannot be verified.</exception>
    /// <exception cref="OptionsValidationException">No service endpoint is configured, or another option is invalid.</exception>
    /// <remarks>
    /// The endpoint answers webhook validations and rejects events that are not verified.
    /// See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-cloud-events">the CloudEvents of Web PubSub</see>.
    /// </remarks>
    public static IEndpointConventionBuilder MapWebPubSubHub<[DynamicallyAccessedMembers(HubMembers)] THub>(
        this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string? path = null)
        where THub : WebPubSubHub
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        WebPubSubHubRegistry registry = GetRegistry(endpoints.ServiceProvider);
        string name = registry.Find(typeof(THub))?.HubName ?? typeof(THub).Name;
        return endpoints.Map(typeof(THub), name, path ?? DefaultPath(name), FindFactory<THub>(endpoints.ServiceProvider), registry.GetEvents<THub>());
    }

    /// <summary>Maps an endpoint that receives the events of a hub with the given name.</summary>
    /// <typeparam name="THub">The class that handles the events.</typeparam>
    /// <param name="endpoints">The route builder, usually the <c>WebApplication</c>.</param>
    /// <param name="path">The path of the event handler's URL template, as in the other overload.</param>
    /// <param name="hubName">The name of the hub in the service. It is not case-sensitive.</param>
    /// <returns>A builder for conventions such as <c>RequireHost</c>.</returns>
    /// <exception cref="ArgumentException"><paramref name="hubName"/> is not a valid hub name.</exception>
    /// <exception cref="InvalidOperationException">
    /// <c>AddWebPubSub</c> was not called, another hub has the name, or events cannot be verified.
    /// </exception>
    /// <exception cref="OptionsValidationException">No service endpoint is configured, or another option is invalid.</exception>
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

    /// <summary>Maps an endpoint at <c>/api/webpubsub/hubs/{hub}</c> for each hub that <c>AddHub</c> registered.</summary>
    /// <param name="endpoints">The route builder, usually the <c>WebApplication</c>.</param>
    /// <returns>A builder for conventions of all these endpoints, such as <c>RequireHost</c>.</returns>
    /// <remarks>
    /// A hub that is already mapped to this path is not mapped again. Events of other hubs below <c>/api/webpubsub/hubs/</c> are rejected with 404, and a
    /// warning is logged.
    /// </remarks>
    /// <exception cref="InvalidOperationException">No hub is registered, a hub name is invalid or used twice, or events cannot be verified.</exception>
    /// <exception cref="OptionsValidationException">No service endpoint is configured, or another option is invalid.</exception>
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
        TimeProvider time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        var verifier = new EventVerifier(
            services.GetRequiredService<IOptionsMonitor<WebPubSubOptions>>(),
            services.GetRequiredService<IOptionsMonitor<WebPubSubEventTokenOptions>>(),
            time,
            resources,
            isDevelopment);
        verifier.EnsureEventsCanBeVerified();
        logger.Mapped(hubName, path, verifier.Hosts, verifier.Mode);
        if (verifier.IsAnyUnverified)
        {
            logger.MappedUnverified(hubName, path);
        }

        if (verifier.HasEmulatorKey && !isDevelopment)
        {
            logger.PublicAccessKey(hubName);
        }

        var invoker = new HubInvoker(hubType, create, hubName, new HubFilters(hubType, services), isDevelopment ? new UnhandledEvents(hubName, logger) : null, logger);
        var endpoint = new EventEndpoint(hubName, verifier, invoker, mappings, isDevelopment ? new HelpPage(hubName, events) : null, new SlowEvents(hubName, time, logger), logger);
        RouteGroupBuilder group = endpoints.MapGroup("");
        string[] patterns = GetRoutePatterns(path);
        foreach (string pattern in patterns)
        {
            group.MapMethods(pattern, Methods, endpoint.InvokeAsync).WithDisplayName($"Web PubSub events of hub '{hubName}'")
                .WithMetadata(pattern == patterns[0] ? [new WebPubSubHubEndpoint(hubName, events)] : []);
        }

        return WithoutFallbackPolicy(group);
    }

    // The service has no identity in the application. The fallback policy applies to endpoints without authorization metadata. It would reject webhook validations
    // and events before they are verified here. Authorization metadata that the application adds to these endpoints stays in effect.
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

    // The hub name is not encoded: routing compares decoded paths, and no character of a hub name has a special meaning in a route pattern.
    private static string DefaultPath(string hubName) => HubsPath + hubName;

    private static string Normalize(string path) => path.Split("{*", 2)[0].Trim('/').ToUpperInvariant();

    // The second pattern does not match the path itself, because a match with a catch-all creates route values for every event. A path that ends in a
    // catch-all, as the official package needs it, already matches all paths below it.
    private static string[] GetRoutePatterns(string path) =>
        path.Contains("{*", StringComparison.Ordinal) ? [path] : [path, path.TrimEnd('/') + "/{webPubSubEvent}/{**webPubSubTail}"];

    private static WebPubSubHubRegistry GetRegistry(IServiceProvider services) =>
        services.GetService<WebPubSubHubRegistry>()
        ?? throw new InvalidOperationException("Web PubSub is not registered. Call services.AddWebPubSub(...) first, with the connection string of the resource or of the emulator.");

    private static bool IsService(IServiceProvider services, Type hubType) => services.GetService<IServiceProviderIsService>()?.IsService(hubType) != false;

    // Returns the factory for a hub that is not a registered service, or null for a registered service. The reflection happens once.
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
