// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Diagnostics;

namespace WebPubSub.Operations;

/// <summary>The warnings about names with a slash, which the service does not unescape in a path. Each name is logged once.</summary>
internal static class SlashWarnings
{
    private static readonly WarnOnce Groups = new(ServiceClientEventSource.Log.SlashInName);
    private static readonly WarnOnce Users = new(ServiceClientEventSource.Log.SlashInName);

    /// <returns>The group.</returns>
    public static string CheckGroup(string group) => Check(group, Groups);

    /// <returns>The user ID.</returns>
    public static string CheckUser(string userId) => Check(userId, Users);

    private static string Check(string name, WarnOnce warnings)
    {
        if (name.Contains('/', StringComparison.Ordinal))
        {
            warnings.Warn(name);
        }

        return name;
    }
}
