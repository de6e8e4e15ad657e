// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.ComponentModel;

namespace WebPubSub.Hosting;

/// <summary>The metadata of an endpoint that receives the events of a hub. This type connects MapWebPubSubHub with the package WebPubSub.Emulator.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class WebPubSubHubEndpoint
{
    /// <summary>Initializes the metadata.</summary>
    /// <param name="hubName">The name of the hub.</param>
    /// <param name="events">The events that the hub needs.</param>
    public WebPubSubHubEndpoint(string hubName, WebPubSubHubEvents events)
    {
        ArgumentNullException.ThrowIfNull(hubName);
        ArgumentNullException.ThrowIfNull(events);
        HubName = hubName;
        Events = events;
    }

    /// <summary>Gets the name of the hub.</summary>
    public string HubName { get; }

    /// <summary>Gets the events that the hub needs.</summary>
    public WebPubSubHubEvents Events { get; }
}
