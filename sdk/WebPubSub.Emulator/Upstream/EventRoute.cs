// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections.Concurrent;
using WebPubSub.Emulator.Configuration;
using WebPubSub.Emulator.Permissions;

namespace WebPubSub.Emulator.Upstream;

/// <summary>Finds the first event handler whose settings select an event. See docs/protocols/event-handler.md#2-hub-settings.</summary>
internal static class EventRoute
{
    private static readonly ConcurrentDictionary<string, GroupPattern?> GroupPatterns = new(StringComparer.Ordinal); // bounded by the patterns in the settings

    public static WebPubSubEmulatorEventHandlerOptions? Find(
        HubSettings settings, string hub, WebPubSubEventType type, string eventName, string? group = null) =>
        settings.Find(hub)?.EventHandlers.FirstOrDefault(handler => IsMatch(handler, type, eventName, group));

    /// <summary>Finds the Event Hubs listener of an event. See docs/protocols/event-handler.md#15-event-hubs-listeners.</summary>
    public static WebPubSubEmulatorEventListenerOptions? FindListener(HubSettings settings, string hub, WebPubSubEventType type, string eventName) =>
        settings.Find(hub)?.EventListeners.FirstOrDefault(listener => type switch
        {
            WebPubSubEventType.System => listener.SystemEvents.Contains(eventName, StringComparer.OrdinalIgnoreCase),
            WebPubSubEventType.User => listener.EventPattern is { } pattern && EventPattern.Matches(pattern, eventName),
            _ => false,
        });

    private static bool IsMatch(WebPubSubEmulatorEventHandlerOptions handler, WebPubSubEventType type, string eventName, string? group) => type switch
    {
        WebPubSubEventType.System => handler.SystemEvents.Contains(eventName, StringComparer.OrdinalIgnoreCase),
        WebPubSubEventType.GroupPresence => handler.GroupPresenceEvents.Contains(eventName, StringComparer.OrdinalIgnoreCase)
            && (handler.GroupFilters.Count == 0 || handler.GroupFilters.Any(filter => GroupPatterns.GetOrAdd(filter, GroupPattern.Parse)?.Matches(group!) == true)),
        _ => handler.EventPattern is { } pattern && EventPattern.Matches(pattern, eventName),
    };
}
