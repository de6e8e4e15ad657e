// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Diagnostics;

namespace WebPubSub.Permissions;

/// <summary>Warns about roles that the service ignores, once for each.</summary>
internal static class RoleWarnings
{
    private const int MaxRoles = 100; // an application may build them from input
    private const int MaxLength = 200;
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal);

    public static void Check(string? role)
    {
        if (role is null || !RoleNames.LooksLikeRole(role) || RoleNames.IsKnown(role))
        {
            return;
        }

        string text = role.Length > MaxLength ? role[..MaxLength] : role;
        lock (Known)
        {
            if (Known.Count >= MaxRoles || !Known.Add(text))
            {
                return;
            }
        }

        ServiceClientEventSource.Log.UnknownRole(text);
    }
}
