// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace WebPubSub.Emulator.Configuration;

/// <summary>Reads the configuration section <c>WebPubSub</c>, which has the format of the service team's emulator.</summary>
internal static class EmulatorConfiguration
{
    private static readonly string[] HandlerKeys = ["UrlTemplate", "SystemEvents", "EventPattern", "UserEventPattern", "GroupPresenceEvents", "Auth"];
    private static readonly string[] HubKeys = ["EventHandlers", "EventListeners", "AnonymousConnectPolicy", "WebSocketKeepAliveIntervalInSeconds"];
    private static readonly string[] AuthKeys = ["Type", "ManagedIdentity"];
    private static readonly string[] IdentityKeys = ["Resource"];
    private static readonly string[] PresenceKeys = ["EventNames", "GroupFilters"];

    public static void Apply(IConfiguration configuration, WebPubSubEmulatorOptions options)
    {
        IConfigurationSection section = configuration.GetSection("WebPubSub");
        if (section["AccessKey"] is { } accessKey)
        {
            options.AccessKey = accessKey;
        }

        options.AdvertisedAddress = section["AdvertisedAddress"] ?? options.AdvertisedAddress;
        options.SecondaryAccessKey = section["SecondaryAccessKey"] ?? options.SecondaryAccessKey;
        options.EnablePreviewFeatures = ReadChoice(section.GetSection("EnablePreviewFeatures"), "true", "false") ?? options.EnablePreviewFeatures;
        options.AllowUnvalidatedEntraTokens =
            ReadChoice(section.GetSection("AllowUnvalidatedEntraTokens"), "true", "false") ?? options.AllowUnvalidatedEntraTokens;
        options.AllowForeignOrigins = ReadChoice(section.GetSection("AllowForeignOrigins"), "true", "false") ?? options.AllowForeignOrigins;
        options.EnableLivePage = ReadChoice(section.GetSection("EnableLivePage"), "true", "false") ?? options.EnableLivePage;
        options.SendTraceContext = ReadChoice(section.GetSection("SendTraceContext"), "true", "false") ?? options.SendTraceContext;
        if (section["TraceCapacity"] is { } capacity)
        {
            options.TraceCapacity = int.TryParse(capacity, NumberStyles.None, CultureInfo.InvariantCulture, out int entries)
                ? entries
                : throw Failure($"{section.Path}:TraceCapacity '{capacity}' is invalid. Use a whole number of entries.");
        }

        foreach (IConfigurationSection hub in section.GetSection("Hubs").GetChildren())
        {
            ThrowIfUnknown(hub, HubKeys);
            options.Hubs[hub.Key] = ReadHub(hub);
        }
    }

    private static WebPubSubEmulatorHubOptions ReadHub(IConfigurationSection section)
    {
        var hub = new WebPubSubEmulatorHubOptions { AllowAnonymous = ReadChoice(section.GetSection("AnonymousConnectPolicy"), "allow", "deny") == true };
        if (section["WebSocketKeepAliveIntervalInSeconds"] is { } seconds)
        {
            hub.WebSocketKeepAliveInterval = int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out int interval)
                ? TimeSpan.FromSeconds(interval)
                : throw Failure($"{section.Path}:WebSocketKeepAliveIntervalInSeconds '{seconds}' is invalid. Use a whole number of seconds.");
        }

        foreach (IConfigurationSection handler in section.GetSection("EventHandlers").GetChildren())
        {
            ThrowIfUnknown(handler, HandlerKeys);
            hub.EventHandlers.Add(ReadHandler(handler));
        }

        foreach (IConfigurationSection listener in section.GetSection("EventListeners").GetChildren())
        {
            hub.EventListeners.Add(ReadListener(listener));
        }

        return hub;
    }

    private static WebPubSubEmulatorEventListenerOptions ReadListener(IConfigurationSection section)
    {
        IConfigurationSection filter = section.GetSection("Filter");
        var listener = new WebPubSubEmulatorEventListenerOptions
        {
            EventHubName = section.GetSection("Endpoint")["EventHubName"] ?? "",
            EventPattern = filter["UserEventPattern"],
        };
        ReadList(filter.GetSection("SystemEvents"), listener.SystemEvents);
        return listener;
    }

    private static WebPubSubEmulatorEventHandlerOptions ReadHandler(IConfigurationSection section)
    {
        var handler = new WebPubSubEmulatorEventHandlerOptions
        {
            UrlTemplate = section["UrlTemplate"] ?? "",
            EventPattern = section["EventPattern"] ?? section["UserEventPattern"],
            ManagedIdentityResource = ReadResource(section.GetSection("Auth")),
        };
        IConfigurationSection presence = section.GetSection("GroupPresenceEvents");
        ThrowIfUnknown(presence, PresenceKeys);
        ReadList(section.GetSection("SystemEvents"), handler.SystemEvents);
        ReadList(presence.GetSection("EventNames"), handler.GroupPresenceEvents);
        ReadList(presence.GetSection("GroupFilters"), handler.GroupFilters);
        return handler;
    }

    private static string? ReadResource(IConfigurationSection auth)
    {
        IConfigurationSection identity = auth.GetSection("ManagedIdentity");
        ThrowIfUnknown(auth, AuthKeys);
        ThrowIfUnknown(identity, IdentityKeys);
        return ReadChoice(auth.GetSection("Type"), "ManagedIdentity", "None") != true ? null
            : identity["Resource"] is { Length: > 0 } resource ? resource
            : throw Failure($"{identity.Path}:Resource is missing. Set it to the audience of the token.");
    }

    /// <summary>Reads a setting that has two values, ignoring case. Returns true for the first value, and null if the setting is missing.</summary>
    private static bool? ReadChoice(IConfigurationSection section, string first, string second) => section.Value switch
    {
        null => null,
        { } value when value.Equals(first, StringComparison.OrdinalIgnoreCase) => true,
        { } value when value.Equals(second, StringComparison.OrdinalIgnoreCase) => false,
        { } value => throw Failure($"{section.Path} '{value}' is invalid. Use {first} or {second}."),
    };

    private static OptionsValidationException Failure(params string[] failures) =>
        new(nameof(WebPubSubEmulatorOptions), typeof(WebPubSubEmulatorOptions), failures);

    private static void ReadList(IConfigurationSection section, IList<string> list)
    {
        foreach (IConfigurationSection entry in section.GetChildren())
        {
            list.Add(entry.Value ?? "");
        }
    }

    // Otherwise, missing events would be the only symptom of a misspelt or unsupported setting.
    private static void ThrowIfUnknown(IConfigurationSection section, string[] known)
    {
        string[] failures = [.. section.GetChildren()
            .Where(child => !known.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            .Select(child => $"{child.Path} is not a setting of the emulator. Known settings: {string.Join(", ", known)}.")];
        if (failures.Length > 0)
        {
            throw Failure(failures);
        }
    }
}
