// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.AspNetCore.Http;

namespace WebPubSub.Emulator.Processing;

/// <summary>
/// The mode of a raw client: its messages go to a group or, without a group, become events.
/// See docs/protocols/client-protocols.md#12-query-parameters and #32-modes.
/// </summary>
internal sealed record RawMode(string? Group, bool NoEcho)
{
    private static readonly RawMode SendEvent = new(null, false);

    /// <summary>Reads the query. If a parameter is repeated, its last value is used.</summary>
    /// <returns>The mode, or the error in the query.</returns>
    public static (RawMode? Mode, string? Error) Read(IQueryCollection query)
    {
        string mode = Last("webpubsub_mode");
        if (mode.Length == 0 || mode.Equals("sendEvent", StringComparison.OrdinalIgnoreCase))
        {
            return (SendEvent, null);
        }

        if (!mode.Equals("sendToGroup", StringComparison.OrdinalIgnoreCase))
        {
            return (null, "webpubsub_mode must be sendEvent or sendToGroup.");
        }

        string group = Last("group");
        if (!WebPubSubNames.IsValidGroup(group))
        {
            return (null, "webpubsub_mode=sendToGroup needs a valid group.");
        }

        string noEcho = Last("noEcho");
        bool parsed = bool.TryParse(noEcho, out bool value);
        return noEcho.Length == 0 || parsed ? (new RawMode(group, value), null) : (null, "noEcho must be true or false.");

        string Last(string name) => query.TryGetValue(name, out Microsoft.Extensions.Primitives.StringValues values) ? values[^1] ?? "" : "";
    }
}
