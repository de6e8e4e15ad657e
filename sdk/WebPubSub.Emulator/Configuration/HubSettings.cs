// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Configuration;

/// <summary>The current settings of the hubs. The emulator reads them for each event and each new client. See docs/protocols/event-handler.md#21-settings.</summary>
internal sealed class HubSettings(IDictionary<string, WebPubSubEmulatorHubOptions> hubs)
{
    private volatile IDictionary<string, WebPubSubEmulatorHubOptions> _hubs = hubs;

    /// <summary>Returns the settings of a hub, or null if the hub has none. The comparison of names ignores case.</summary>
    public WebPubSubEmulatorHubOptions? Find(string hub) => _hubs.TryGetValue(hub, out WebPubSubEmulatorHubOptions? settings) ? settings : null;

    /// <summary>Gets the names of the hubs that have event handlers.</summary>
    public IEnumerable<string> HubsWithEventHandlers => _hubs.Where(hub => hub.Value.EventHandlers.Count > 0).Select(hub => hub.Key);

    /// <summary>Returns copies of the settings of all hubs, which can be changed and passed to <see cref="Replace"/>.</summary>
    public IEnumerable<KeyValuePair<string, WebPubSubEmulatorHubOptions>> Copy() => _hubs.Select(hub => KeyValuePair.Create(hub.Key, hub.Value.Copy()));

    /// <summary>Replaces the settings. New events and new clients use them. Open connections stay open, and an event that is being sent keeps its route.</summary>
    public void Replace(IDictionary<string, WebPubSubEmulatorHubOptions> hubs) => _hubs = hubs;
}
