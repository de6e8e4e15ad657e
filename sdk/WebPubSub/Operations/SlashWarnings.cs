// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Diagnostics;

namespace WebPubSub.Operations;

/// <summary>Warns about names that the service does not unescape in a path, once for each.</summary>
internal static class SlashWarnings
{
    private const int MaxNames = 100; // an application may build them from input
    private const int MaxLength = 200;
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal);

    /// <returns>The name.</returns>
    public static string Check(string name)
    {
        if (name.Contains('/', StringComparison.Ordinal))
        {
            Warn(name.Length > MaxLength ? name[..MaxLength] : name);
        }

        return name;
    }

    private static void Warn(string name)
    {
        lock (Known)
        {
            if (Known.Count >= MaxNames || !Known.Add(name))
            {
                return;
            }
        }

        ServiceClientEventSource.Log.SlashInName(name);
    }
}
