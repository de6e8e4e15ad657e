// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator;

/// <summary>The events that an Event Hubs listener of a hub receives. The emulator shows them in its trace; no Event Hub receives them.</summary>
/// <remarks>See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/howto-develop-event-listener">Event listeners</see>.</remarks>
public sealed class WebPubSubEmulatorEventListenerOptions
{
    /// <summary>Gets or sets the name of the Event Hub, for the trace.</summary>
    /// <value>The default is empty. In the configuration, <c>Endpoint:EventHubName</c>.</value>
    /// <remarks>Configuration key: <c>EventListeners:{n}:Endpoint:EventHubName</c>.</remarks>
    public string EventHubName { get; set; } = "";

    /// <summary>Gets or sets the user events that the listener receives: <c>*</c> for all, or names separated by commas.</summary>
    /// <value>
    /// The default is <see langword="null"/>: none. The comparison of names ignores case. A listener supports no other wildcards.
    /// In the configuration, <c>Filter:UserEventPattern</c>.
    /// </value>
    /// <remarks>Configuration key: <c>EventListeners:{n}:Filter:UserEventPattern</c>.</remarks>
    public string? EventPattern { get; set; }

    /// <summary>Gets the system events that the listener receives: <c>connected</c>, <c>disconnected</c>.</summary>
    /// <value>The default is an empty list: none. The comparison ignores case. In the configuration, <c>Filter:SystemEvents</c>.</value>
    /// <remarks>Configuration key: <c>EventListeners:{n}:Filter:SystemEvents</c>.</remarks>
    public IList<string> SystemEvents { get; } = [];
}
