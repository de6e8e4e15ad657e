// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WebPubSub;
using WebPubSub.AspNetCore.Dispatch;
using WebPubSub.AspNetCore.Security;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the paths that Azure Web PubSub sends its events to.</summary>
public static class WebPubSubEndpointRouteBuilderExtensions
{
    private static readonly string[] Methods = [HttpMethods.Options, HttpMethods.Get, HttpMethods.Post];

    /// <summary>Receives the events of a hub under the name that <c>AddHub</c> gave it.</summary>
    /// <typeparam name="THub">The class that handles the events.</typeparam>
    /// <param name="endpoints">The application.</param>
    /// <param name="path">
    /// The path of the event handler's URL template. Everything below it is served too, so a template that ends in <c>/{event}</c> needs
    /// nothing else here.
    /// </param>
    /// <returns>The endpoint, for conventions such as <c>RequireHost</c>.</returns>
    /// <exception cref="InvalidOperationException">The hub is not registered, or there is no key to verify events with.</exception>
    /// <exception cref="OptionsValidationException">There is no endpoint, or two hubs share a name.</exception>
    /// <remarks>Answers the validation of the service and refuses events that it did not sign. Protocol reference: event handler.</remarks>
    public static IEndpointConventionBuilder MapWebPubSubHub<THub>(this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string path)
        where THub : WebPubSubHub
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        return endpoints.MapWebPubSubHub<THub>(path, FindName<THub>(endpoints.ServiceProvider));
    }

    /// <summary>Receives the events of a hub under a name of its own.</summary>
    /// <typeparam name="THub">The class that handles the events.</typeparam>
    /// <param name="endpoints">The application.</param>
    /// <param name="path">The path of the event handler's URL template, as in the other overload.</param>
    /// <param name="hubName">The name of the hub at the service; its case does not count.</param>
    /// <returns>The endpoint, for conventions such as <c>RequireHost</c>.</returns>
    /// <exception cref="ArgumentException">The name is no hub name.</exception>
    /// <exception cref="InvalidOperationException">
    /// The hub is not registered, its name is taken by another one, or there is no key to verify events with.
    /// </exception>
    /// <exception cref="OptionsValidationException">There is no endpoint, or two hubs share a name.</exception>
    public static IEndpointConventionBuilder MapWebPubSubHub<THub>(
        this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string path, string hubName)
        where THub : WebPubSubHub
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(path);
        if (!WebPubSubNames.IsValidHub(hubName))
        {
            throw new ArgumentException($"'{hubName}' is not a hub name.", nameof(hubName));
        }

        IServiceProvider services = endpoints.ServiceProvider;
        FindName<THub>(services);
        WebPubSubHubOptions hubs = services.GetRequiredService<IOptions<WebPubSubHubOptions>>().Value;
        IReadOnlyList<string> resources = hubs.FindResources(typeof(THub));
        Claim<THub>(hubs, hubName, resources);
        var trust = new EventTrust(services.GetRequiredService<IOptionsMonitor<WebPubSubOptions>>(), resources);
        trust.EnsureEventsCanBeVerified();
        var endpoint = new EventEndpoint<THub>(
            hubName,
            trust,
            services.GetRequiredService<IOptions<WebPubSubHubOptions>>(),
            services.GetRequiredService<ILoggerFactory>());
        return endpoints.MapMethods(WithEverythingBelow(path), Methods, endpoint.InvokeAsync)
            .WithDisplayName($"Web PubSub events of hub '{hubName}'");
    }

    // A path that ends in a catch-all, as the official package needs it, has everything below it already.
    private static string WithEverythingBelow(string path) =>
        path.Contains("{*", StringComparison.Ordinal) ? path : path.TrimEnd('/') + "/{**webPubSubTail}";

    private static void Claim<THub>(WebPubSubHubOptions hubs, string hubName, IReadOnlyList<string> resources)
        where THub : WebPubSubHub
    {
        foreach (string resource in resources)
        {
            WebPubSubHubRegistration? holder = hubs.Hubs.FirstOrDefault(
                hub => hub.ResourceName == resource && string.Equals(hub.HubName, hubName, StringComparison.OrdinalIgnoreCase));
            if (holder is null)
            {
                hubs.Hubs.Add(new WebPubSubHubRegistration(typeof(THub), hubName, resource));
            }
            else if (holder.HubType != typeof(THub))
            {
                throw new InvalidOperationException(
                    $"The hub name '{hubName}' is taken by {holder.HubType.Name}: give {typeof(THub).Name} another one.");
            }
        }
    }

    private static string FindName<THub>(IServiceProvider services) =>
        services.GetService<IOptions<WebPubSubHubOptions>>()?.Value.FindName(typeof(THub))
        ?? throw new InvalidOperationException(
            $"{typeof(THub).Name} is not registered; call services.AddWebPubSub(...).AddHub<{typeof(THub).Name}>() first.");
}
