// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace WebPubSub.Emulator.Configuration;

/// <summary>Reads the configuration of the service team's emulator: <c>Urls</c> and the section <c>WebPubSub</c>.</summary>
internal static class EmulatorConfiguration
{
    public static void Apply(IConfiguration configuration, WebPubSubEmulatorOptions options)
    {
        if (configuration["Urls"] is { Length: > 0 } urls)
        {
            ApplyUrl(urls, options);
        }

        IConfigurationSection section = configuration.GetSection("WebPubSub");
        if (section["AccessKey"] is { } accessKey)
        {
            options.AccessKey = accessKey;
        }

        foreach (IConfigurationSection hub in section.GetSection("Hubs").GetChildren())
        {
            options.Hubs[hub.Key] = ReadHub(hub);
        }
    }

    private static void ApplyUrl(string urls, WebPubSubEmulatorOptions options)
    {
        if (!Uri.TryCreate(urls.TrimEnd(';'), UriKind.Absolute, out Uri? url) || url.Scheme != Uri.UriSchemeHttp || url.PathAndQuery != "/")
        {
            throw new OptionsValidationException(
                nameof(WebPubSubEmulatorOptions),
                typeof(WebPubSubEmulatorOptions),
                [$"Urls '{urls}' is not one http address such as http://localhost:8080."]);
        }

        options.Host = url.IdnHost;
        options.Port = url.Port;
    }

    private static WebPubSubEmulatorHubOptions ReadHub(IConfigurationSection section)
    {
        var hub = new WebPubSubEmulatorHubOptions();
        foreach (IConfigurationSection handler in section.GetSection("EventHandlers").GetChildren())
        {
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
        foreach (IConfigurationSection systemEvent in section.GetSection("SystemEvents").GetChildren())
        {
            handler.SystemEvents.Add(systemEvent.Value ?? "");
        }

        return handler;
    }
}
