// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Options;
using WebPubSub.Hosting;

namespace WebPubSub.Emulator.DependencyInjection;

/// <summary>The mapped hubs of the application as event handlers, unless the application has configured event handlers for a hub itself.</summary>
internal sealed class MappedHubs : IPostConfigureOptions<WebPubSubEmulatorOptions>
{
    private volatile (WebPubSubHubEndpoint Hub, string Path)[] _hubs = [];

    public void Set((WebPubSubHubEndpoint Hub, string Path)[] hubs) => _hubs = hubs;

    public void PostConfigure(string? name, WebPubSubEmulatorOptions options)
    {
        HashSet<string> configured = new(options.Hubs.Where(hub => hub.Value.EventHandlers.Count > 0).Select(hub => hub.Key), StringComparer.OrdinalIgnoreCase);
        foreach ((WebPubSubHubEndpoint hub, string path) in _hubs.Where(mapped => !configured.Contains(mapped.Hub.HubName)))
        {
            options.AddEventHandler(hub.HubName, path, hub.Events);
            options.Hubs[hub.HubName].EventHandlers[^1].IsMappedHub = true;
        }
    }
}
