// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Upstream;

/// <summary>Finds the handler of an event: of those that want it, the first. Event handler reference, section 2.</summary>
internal static class EventRoute
{
    public static WebPubSubEmulatorEventHandlerOptions? Find(WebPubSubEmulatorOptions options, string hub, WebPubSubEventType type, string eventName) =>
        options.Hubs.TryGetValue(hub, out WebPubSubEmulatorHubOptions? settings)
            ? settings.EventHandlers.FirstOrDefault(handler => Wants(handler, type, eventName))
            : null;

    private static bool Wants(WebPubSubEmulatorEventHandlerOptions handler, WebPubSubEventType type, string eventName) =>
        type == WebPubSubEventType.System
            ? handler.SystemEvents.Contains(eventName, StringComparer.OrdinalIgnoreCase)
            : handler.EventPattern is { } pattern && EventPattern.Matches(pattern, eventName);
}
