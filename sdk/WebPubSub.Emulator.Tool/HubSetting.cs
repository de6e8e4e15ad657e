// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Options;

namespace WebPubSub.Emulator.Tool;

/// <summary>Event handlers on the command line: <c>chat=http://localhost:5000/eventhandler</c>.</summary>
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

            options.AddEventHandler(name, url);
        }
    }
}
