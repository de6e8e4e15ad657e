// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace WebPubSub.AspNetCore.Dispatch;

/// <summary>Warnings about user events that no method of the hub handles, logged once for each name. Such a name is often a typing error.</summary>
internal sealed class UnhandledEvents(string hubName, ILogger logger)
{
    private const int MaxNames = 100; // clients choose the names
    private const int MaxLength = 128;

    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);

    public void LogOnce(string eventName)
    {
        string name = Escape(eventName);
        lock (_names)
        {
            if (_names.Count >= MaxNames || !_names.Add(name))
            {
                return;
            }
        }

        logger.UnhandledEvent(name, hubName);
    }

    // A client chooses the name. It must not forge a line of the log or send control sequences to a terminal.
    private static string Escape(string eventName)
    {
        var text = new StringBuilder();
        foreach (char character in eventName.AsSpan(0, Math.Min(eventName.Length, MaxLength)))
        {
            _ = character is >= ' ' and <= '~' ? text.Append(character) : text.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }
}
