// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator;

/// <summary>The settings of one hub.</summary>
public sealed class WebPubSubEmulatorHubOptions
{
    /// <summary>Gets the event handlers. An event goes to the first event handler whose settings select it.</summary>
    /// <value>The default is an empty list.</value>
    /// <remarks>Configuration key: <c>WebPubSub:Hubs:{hub}:EventHandlers</c>.</remarks>
    public IList<WebPubSubEmulatorEventHandlerOptions> EventHandlers { get; } = [];

    /// <summary>Gets or sets whether clients can connect without an access token. Such a client has no user ID and no roles.</summary>
    /// <value>The default is <see langword="false"/>. In the configuration, <c>AnonymousConnectPolicy</c>: <c>allow</c> or <c>deny</c>.</value>
    /// <remarks>If a client sends a token, the token must be valid. Configuration key: <c>WebPubSub:Hubs:{hub}:AnonymousConnectPolicy</c>.</remarks>
    public bool AllowAnonymous { get; set; }

    /// <summary>Gets or sets the interval at which the service sends WebSocket pings to a client.</summary>
    /// <value>1 to 120 seconds. The default is 20 seconds. In the configuration, <c>WebSocketKeepAliveIntervalInSeconds</c>.</value>
    /// <remarks>Configuration key: <c>WebPubSub:Hubs:{hub}:WebSocketKeepAliveIntervalInSeconds</c>.</remarks>
    public TimeSpan WebSocketKeepAliveInterval { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Gets the Event Hubs listeners of the hub.</summary>
    /// <value>The default is an empty list. A user event that a listener receives succeeds even if no event handler receives it.</value>
    /// <remarks>Configuration key: <c>WebPubSub:Hubs:{hub}:EventListeners</c>.</remarks>
    public IList<WebPubSubEmulatorEventListenerOptions> EventListeners { get; } = [];

    /// <summary>Returns settings with lists of their own.</summary>
    internal WebPubSubEmulatorHubOptions Copy()
    {
        var copy = new WebPubSubEmulatorHubOptions { AllowAnonymous = AllowAnonymous, WebSocketKeepAliveInterval = WebSocketKeepAliveInterval };
        EventHandlers.ToList().ForEach(copy.EventHandlers.Add);
        EventListeners.ToList().ForEach(copy.EventListeners.Add);
        return copy;
    }
}
