// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace WebPubSub.Emulator.Configuration;

/// <summary>Reads the section <c>WebPubSub</c> in the shape of the service team's emulator.</summary>
internal static class EmulatorConfiguration
{
    private static readonly string[] HandlerKeys = ["UrlTemplate", "SystemEvents", "EventPattern", "UserEventPattern", "GroupPresenceEvents"];
    private static readonly string[] PresenceKeys = ["EventNames", "GroupFilters"];

    public static void Apply(IConfiguration configuration, WebPubSubEmulatorOptions options)
    {
        IConfigurationSection section = configuration.GetSection("WebPubSub");
        if (section["AccessKey"] is { } accessKey)
        {
            options.AccessKey = accessKey;
        }

        foreach (IConfigurationSection hub in section.GetSection("Hubs").GetChildren())
        {
            RefuseUnknown(hub, ["EventHandlers"]);
            options.Hubs[hub.Key] = ReadHub(hub);
        }
    }

    private static WebPubSubEmulatorHubOptions ReadHub(IConfigurationSection section)
    {
        var hub = new WebPubSubEmulatorHubOptions();
        foreach (IConfigurationSection handler in section.GetSection("EventHandlers").GetChildren())
        {
            RefuseUnknown(handler, HandlerKeys);
            hub.EventHandlers.Add(ReadHandler(handler));
        }

        return hub;
    }

    private static WebPubSubEmulatorEventHandlerOptions ReadHandler(IConfigurationSection section)
    {
        var handler = new WebPubSubEmulatorEventHandlerOptions
        {
            UrlTemplate = section["UrlTemplate"] ?? "",
            EventPattern = section["EventPattern"] ?? section["UserEventPattern"],
        };
        IConfigurationSection presence = section.GetSection("GroupPresenceEvents");
        RefuseUnknown(presence, PresenceKeys);
        ReadList(section.GetSection("SystemEvents"), handler.SystemEvents);
        ReadList(presence.GetSection("EventNames"), handler.GroupPresenceEvents);
        ReadList(presence.GetSection("GroupFilters"), handler.GroupFilters);
        return handler;
    }

    private static void ReadList(IConfigurationSection section, IList<string> list)
    {
        foreach (IConfigurationSection entry in section.GetChildren())
        {
            list.Add(entry.Value ?? "");
        }
    }

    // A misspelt or unsupported setting would otherwise show as events that never arrive.
    private static void RefuseUnknown(IConfigurationSection section, string[] known)
    {
        string[] failures = [.. section.GetChildren()
            .Where(child => !known.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            .Select(child => $"{child.Path} is not a setting of the emulator: it knows {string.Join(", ", known)}.")];
        if (failures.Length > 0)
        {
            throw new OptionsValidationException(nameof(WebPubSubEmulatorOptions), typeof(WebPubSubEmulatorOptions), failures);
        }
    }
}
