// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator;

/// <summary>The settings of one hub.</summary>
public sealed class WebPubSubEmulatorHubOptions
{
    /// <summary>Gets the event handlers; of those that want an event, the first one gets it.</summary>
    public IList<WebPubSubEmulatorEventHandlerOptions> EventHandlers { get; } = [];

    /// <summary>Gets or sets whether clients without an access token are let in, as nobody and without roles.</summary>
    /// <value>The default is <see langword="false"/>. In the configuration, <c>AnonymousConnectPolicy</c>: <c>allow</c> or <c>deny</c>.</value>
    /// <remarks>A token that is given must be valid all the same. Protocol reference: client protocols, section 1.6.</remarks>
    public bool AllowAnonymous { get; set; }

    /// <summary>Gets or sets how often the service pings a client on the WebSocket.</summary>
    /// <value>1 to 120 seconds; the default is 20 seconds. In the configuration, <c>WebSocketKeepAliveIntervalInSeconds</c>.</value>
    /// <remarks>Protocol reference: client protocols, section 18.</remarks>
    public TimeSpan WebSocketKeepAliveInterval { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Gets the Event Hubs listeners of the hub.</summary>
    /// <value>Empty by default. A user event that a listener receives succeeds, also when no event handler receives it.</value>
    public IList<WebPubSubEmulatorEventListenerOptions> EventListeners { get; } = [];
}
