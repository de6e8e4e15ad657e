// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Tool;

/// <summary>
/// Parser for settings on the command line, in the format of the service team's emulator: <c>--WebPubSub:AccessKey value</c> or <c>WebPubSub:AccessKey=value</c>.
/// </summary>
internal static class ConfigurationArguments
{
    private const string Prefix = "WebPubSub:";
    private static readonly string[] OtherCommands = ["token", "send", "connect", "diagnose"];

    public static (string[] CommandLine, Dictionary<string, string?> Settings) Split(string[] args)
    {
        if (args is [{ } first, ..] && OtherCommands.Contains(first))
        {
            return (args, []); // only the start command has settings
        }

        var commandLine = new List<string>();
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        for (int index = 0; index < args.Length; index++)
        {
            string name = args[index].TrimStart('-', '/');
            if (!name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            {
                commandLine.Add(args[index]);
            }
            else if (name.Split('=', 2) is [var key, var value])
            {
                settings[key] = value;
            }
            else
            {
                settings[name] = ++index < args.Length ? args[index] : "";
            }
        }

        return ([.. commandLine], settings);
    }
}
