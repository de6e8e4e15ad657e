// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Permissions;

/// <summary>The names of the roles. The analyzers also compile this file, because they can't reference this package.</summary>
internal static class RoleNames
{
    public const string Prefix = "webpubsub.";

    private static readonly string[] Families = ["joinLeaveGroup", "sendToGroup", "joinLeaveGroups", "sendToGroups", "setGroupState", "getGroupState"];

    /// <summary>Returns whether a text starts with the prefix of a role, ignoring case.</summary>
    public static bool HasRolePrefix(string text) => text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns the part of a role between the prefix and the group.</summary>
    public static string GetFamily(string text) => text.Substring(Prefix.Length).Split('.')[0];

    /// <summary>Returns whether the service knows the role. The comparison is case-sensitive.</summary>
    public static bool IsKnown(string text) => text.StartsWith(Prefix, StringComparison.Ordinal) && Families.Contains(GetFamily(text));
}
