// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Permissions;

/// <summary>The names of the roles. Compiled into the analyzers too, which can't reference this package.</summary>
internal static class RoleNames
{
    public const string Prefix = "webpubsub.";

    private static readonly string[] Families = ["joinLeaveGroup", "sendToGroup", "joinLeaveGroups", "sendToGroups", "setGroupState", "getGroupState"];

    /// <summary>Returns whether a text begins like a role, in any case.</summary>
    public static bool LooksLikeRole(string text) => text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns the part of such a text behind the prefix, up to the group.</summary>
    public static string FamilyOf(string text) => text.Substring(Prefix.Length).Split('.')[0];

    /// <summary>Returns whether the service knows the role. Its case counts.</summary>
    public static bool IsKnown(string text) => text.StartsWith(Prefix, StringComparison.Ordinal) && Families.Contains(FamilyOf(text));
}
