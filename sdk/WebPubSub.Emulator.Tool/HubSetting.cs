// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Options;

namespace WebPubSub.Emulator.Tool;

/// <summary>Parser for event handlers on the command line: <c>chat=http://localhost:5000/eventhandler</c>.</summary>
internal static class HubSetting
{
    public static void Apply(IEnumerable<string> hubs, WebPubSubEmulatorOptions options)
    {
        foreach (string hub in hubs)
        {
            if (hub.Split('=', 2) is not [{ Length: > 0 } name, { Length: > 0 } url])
            {
                throw new OptionsValidationException(
                    nameof(WebPubSubEmulatorOptions),
                    typeof(WebPubSubEmulatorOptions),
                    [$"--hub '{hub}' is not name=url, such as chat=http://localhost:5000/eventhandler."]);
            }

            if (!WebPubSubNames.IsValidHub(name))
            {
                throw new OptionsValidationException(
                    nameof(WebPubSubEmulatorOptions),
                    typeof(WebPubSubEmulatorOptions),
                    [$"--hub '{name}' is not a valid hub name. Use a letter, followed by letters, digits or any of _ ` , . [ ]."]);
            }

            options.AddEventHandler(name, url);
        }
    }

    /// <summary>Throws if the URL of an event handler is a path. A path needs an application that hosts the emulator, and the tool has none.</summary>
    public static void RejectPaths(WebPubSubEmulatorOptions options)
    {
        string[] failures = [.. options.Hubs.SelectMany(hub => hub.Value.EventHandlers
            .Where(handler => handler.UrlTemplate.StartsWith('/'))
            .Select(handler => $"The event handler '{handler.UrlTemplate.Split('?', 2)[0]}' of hub '{hub.Key}' is a path. Use an absolute URL, such as http://localhost:5000/eventhandler."))];
        if (failures.Length > 0)
        {
            throw new OptionsValidationException(nameof(WebPubSubEmulatorOptions), typeof(WebPubSubEmulatorOptions), failures);
        }
    }
}
