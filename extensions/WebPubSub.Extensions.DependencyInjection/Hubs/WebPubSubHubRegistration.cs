// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>A hub that <c>AddHub</c> registered.</summary>
public sealed class WebPubSubHubRegistration
{
    internal WebPubSubHubRegistration(Type hubType, string hubName, IReadOnlyList<string> resourceNames, WebPubSubHubEvents events)
    {
        HubType = hubType;
        HubName = hubName;
        ResourceNames = resourceNames;
        Events = events;
    }

    /// <summary>Gets the class that handles the events of the hub.</summary>
    public Type HubType { get; }

    /// <summary>Gets the name of the hub in the service. It is not case-sensitive.</summary>
    public string HubName { get; }

    /// <summary>Gets the names of the resources that have the hub: empty for the resource of <c>AddWebPubSub</c>, otherwise the key passed to <c>AddKeyedWebPubSub</c>.</summary>
    public IReadOnlyList<string> ResourceNames { get; }

    /// <summary>Gets the events that the hub and its filters need from the service.</summary>
    public WebPubSubHubEvents Events { get; }

    /// <summary>Gets the events that the hub handles, without the events that only filters need.</summary>
    internal WebPubSubHubEvents HandledEvents { get; init; } = WebPubSubHubEvents.None;
}
