// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator.Configuration;

namespace WebPubSub.Emulator.LivePage;

/// <summary>Describes the hubs that have connections or event handlers.</summary>
internal sealed class LiveHubs(HubSettings settings)
{
    public LiveHub[] Describe(IReadOnlyList<EmulatorConnection> connections)
    {
        var counts = connections.CountBy(connection => connection.Hub).ToDictionary();
        IEnumerable<string> names = settings.HubsWithEventHandlers.Union(counts.Keys, StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase);
        return [.. names.Select(name => new LiveHub(name, counts.GetValueOrDefault(name.ToLowerInvariant()), DescribeHandlers(name)))];
    }

    private string[] DescribeHandlers(string hub) =>
    [
        .. (settings.Find(hub)?.EventHandlers ?? []).Select(Describe),
        .. (settings.Find(hub)?.EventListeners ?? []).Select(listener => $"Event Hubs listener {listener.EventHubName}".TrimEnd()),
    ];

    private static string Describe(WebPubSubEmulatorEventHandlerOptions handler) =>
        (handler.Delegate is null ? UrlTemplate.ForShow(handler.UrlTemplate) : "a delegate")
        + (handler.EventPattern is null ? "" : $", user events {handler.EventPattern}")
        + (handler.SystemEvents.Count == 0 ? "" : $", {string.Join(", ", handler.SystemEvents)}")
        + (handler.GroupPresenceEvents.Count == 0 ? "" : $", {string.Join(", ", handler.GroupPresenceEvents)}");
}
