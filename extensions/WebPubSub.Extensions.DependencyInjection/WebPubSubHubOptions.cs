// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>The hubs of an application; filled by <c>AddHub</c>, and by <c>MapWebPubSubHub</c> with a name of its own.</summary>
public sealed class WebPubSubHubOptions
{
    /// <summary>Gets the registrations, in the order they were made.</summary>
    public IList<WebPubSubHubRegistration> Hubs { get; } = [];

    /// <summary>Finds the name of a hub.</summary>
    /// <param name="hubType">The class that handles its events.</param>
    /// <returns>The name, or <see langword="null"/> when the class was not registered.</returns>
    public string? FindName(Type hubType) => Hubs.FirstOrDefault(hub => hub.HubType == hubType)?.HubName;

    /// <summary>Finds the resources that a hub is at.</summary>
    /// <param name="hubType">The class that handles its events.</param>
    /// <returns>The names of their <see cref="WebPubSubOptions"/>; none when the class was not registered.</returns>
    public IReadOnlyList<string> FindResources(Type hubType) =>
        [.. Hubs.Where(hub => hub.HubType == hubType).Select(hub => hub.ResourceName).Distinct(StringComparer.Ordinal)];
}
