// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;
using WebPubSub.Hubs;

namespace WebPubSub;

/// <summary>The hubs of an application. <c>AddWebPubSub</c> registers it as a singleton service, and every <c>AddHub</c> call adds a hub.</summary>
/// <remarks>It does not change after the application is built.</remarks>
public sealed class WebPubSubHubRegistry
{
    private readonly FilterDeclaration[] _filters;

    internal WebPubSubHubRegistry(IEnumerable<HubDeclaration> declarations, IEnumerable<FilterDeclaration> filters, IOptionsMonitor<WebPubSubOptions> resources)
    {
        _filters = [.. filters];
        Hubs = [.. declarations.GroupBy(declaration => declaration.HubType).Select(hub => Register([.. hub], resources))];
        ThrowIfNameIsShared(Hubs);
    }

    /// <summary>Gets the hubs, in the order of registration.</summary>
    public IReadOnlyList<WebPubSubHubRegistration> Hubs { get; }

    /// <summary>Finds the registration of a hub.</summary>
    /// <param name="hubType">The class of the hub.</param>
    /// <returns>The registration, or <see langword="null"/> if the class is not registered.</returns>
    public WebPubSubHubRegistration? Find(Type hubType) => Hubs.FirstOrDefault(hub => hub.HubType == hubType);

    /// <summary>Returns the events that a hub and its filters need from the service. The hub does not have to be registered.</summary>
    /// <typeparam name="THub">The class of the hub.</typeparam>
    /// <returns>The events.</returns>
    public WebPubSubHubEvents GetEvents<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] THub>()
        where THub : WebPubSubHub =>
        Find(typeof(THub))?.Events ?? AddFilters(typeof(THub), WebPubSubHubEvents.Of<THub>());

    private WebPubSubHubEvents AddFilters(Type hubType, WebPubSubHubEvents events) => _filters
        .Where(filter => filter.HubType is null || filter.HubType == hubType)
        .Aggregate(events, (sum, filter) => sum.Union(filter.Events));

    private WebPubSubHubRegistration Register(HubDeclaration[] declarations, IOptionsMonitor<WebPubSubOptions> resources)
    {
        Type type = declarations[0].HubType;
        string[] names = [.. declarations.Select(declaration => NameOf(declaration, resources)).Distinct(StringComparer.OrdinalIgnoreCase)];
        if (names.Length > 1)
        {
            throw new InvalidOperationException(
                $"AddHub<{type.Name}>() was called with two hub names, '{names[0]}' and '{names[1]}'. Derive a class from {type.Name} for one of them.");
        }

        if (!WebPubSubNames.IsValidHub(names[0]))
        {
            throw new InvalidOperationException(
                $"'{names[0]}' is not a valid hub name. It comes from the connection string or the class name. Pass another name: AddHub<{type.Name}>(\"name\").");
        }

        string[] resourceNames = [.. declarations.Select(declaration => declaration.ResourceName).Distinct()];
        return new WebPubSubHubRegistration(type, names[0], resourceNames, AddFilters(type, declarations[0].Events)) { HandledEvents = declarations[0].Events };
    }

    private static string NameOf(HubDeclaration declaration, IOptionsMonitor<WebPubSubOptions> resources) =>
        declaration.HubName ?? resources.Get(declaration.ResourceName).ServiceEndpoint?.Hub ?? declaration.HubType.Name;

    private static void ThrowIfNameIsShared(IReadOnlyList<WebPubSubHubRegistration> hubs)
    {
        var owners = new Dictionary<(string Resource, string Name), Type>();
        foreach (WebPubSubHubRegistration hub in hubs)
        {
            foreach (string resource in hub.ResourceNames)
            {
                if (!owners.TryAdd((resource, hub.HubName.ToUpperInvariant()), hub.HubType))
                {
                    throw new InvalidOperationException(
                        $"{owners[(resource, hub.HubName.ToUpperInvariant())].Name} and {hub.HubType.Name} have the same hub name '{hub.HubName}'. Pass another name for one of them: AddHub<{hub.HubType.Name}>(\"name\").");
                }
            }
        }
    }
}
