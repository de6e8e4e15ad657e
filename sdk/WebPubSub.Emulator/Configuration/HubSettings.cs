// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Configuration;

/// <summary>The settings of the hubs as they are now: each event and each new client looks here. Event handler reference, section 2.1.</summary>
internal sealed class HubSettings(IDictionary<string, WebPubSubEmulatorHubOptions> hubs)
{
    private volatile IDictionary<string, WebPubSubEmulatorHubOptions> _hubs = hubs;

    /// <summary>Gets what is set for a hub, whose name is compared ignoring case; null for nothing.</summary>
    public WebPubSubEmulatorHubOptions? Find(string hub) => _hubs.TryGetValue(hub, out WebPubSubEmulatorHubOptions? settings) ? settings : null;

    /// <summary>Gets the names of the hubs that have event handlers.</summary>
    public IEnumerable<string> HubsWithEventHandlers => _hubs.Where(hub => hub.Value.EventHandlers.Count > 0).Select(hub => hub.Key);

    /// <summary>Takes other settings for all that begins from now on. Connections stay; an event on its way keeps its route.</summary>
    public void Replace(IDictionary<string, WebPubSubEmulatorHubOptions> hubs) => _hubs = hubs;
}
