// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.ComponentModel;

namespace WebPubSub;

/// <summary>The hubs whose events an endpoint of this application receives. This type is for the package WebPubSub.AspNetCore.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class WebPubSubHubMappings
{
    private readonly Lock _gate = new();
    private readonly WebPubSubHubRegistry _registry;
    private readonly List<(Type HubType, string HubName, IReadOnlyList<string> ResourceNames)> _hubs = [];
    private readonly HashSet<(object Routes, string Path)> _paths = [];

    internal WebPubSubHubMappings(WebPubSubHubRegistry registry) => _registry = registry;

    /// <summary>Gets the names of the mapped hubs.</summary>
    public IReadOnlyList<string> HubNames
    {
        get
        {
            lock (_gate)
            {
                return [.. _hubs.Select(hub => hub.HubName).Distinct(StringComparer.OrdinalIgnoreCase)];
            }
        }
    }

    /// <summary>Records that a hub is mapped.</summary>
    /// <param name="hubType">The class of the hub.</param>
    /// <param name="hubName">The name of the hub.</param>
    /// <returns>The names of the resources that send the events.</returns>
    /// <exception cref="InvalidOperationException">Another class has the same hub name.</exception>
    public IReadOnlyList<string> AddHub(Type hubType, string hubName)
    {
        ArgumentNullException.ThrowIfNull(hubType);
        ArgumentNullException.ThrowIfNull(hubName);
        IReadOnlyList<string> resources = _registry.Find(hubType)?.ResourceNames ?? [""];
        lock (_gate)
        {
            Type? owner = _registry.Hubs.Select(hub => (hub.HubType, hub.HubName, hub.ResourceNames)).Concat(_hubs)
                .FirstOrDefault(hub => string.Equals(hub.HubName, hubName, StringComparison.OrdinalIgnoreCase) && hub.ResourceNames.Intersect(resources).Any())
                .HubType;
            if (owner is not null && owner != hubType)
            {
                throw new InvalidOperationException($"{owner.Name} already has the hub name '{hubName}'. Give {hubType.Name} another name.");
            }

            _hubs.Add((hubType, hubName, resources));
        }

        return resources;
    }

    /// <summary>Records that a path receives events.</summary>
    /// <param name="routes">The route builder of the path.</param>
    /// <param name="path">The normalized path.</param>
    /// <returns><see langword="false"/> if the path is already recorded.</returns>
    public bool TryAddPath(object routes, string path)
    {
        lock (_gate)
        {
            return _paths.Add((routes, path));
        }
    }

    internal bool Contains(Type hubType)
    {
        lock (_gate)
        {
            return _hubs.Exists(hub => hub.HubType == hubType);
        }
    }
}
