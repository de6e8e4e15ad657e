// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Diagnostics;

namespace WebPubSub.Permissions;

/// <summary>The warnings about roles that the service ignores. Each role is logged once.</summary>
internal static class RoleWarnings
{
    private static readonly WarnOnce Warnings = new(ServiceClientEventSource.Log.UnknownRole);

    public static void Check(string? role)
    {
        if (role is not null && RoleNames.HasRolePrefix(role) && !RoleNames.IsKnown(role))
        {
            Warnings.Warn(role);
        }
    }
}
