// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Permissions;

namespace WebPubSub;

/// <summary>The roles that an access token or a response to a connect event can give a client. Without a role, a client can only send events.</summary>
/// <remarks>
/// Role names are case-sensitive, and the service ignores a role that it does not know. See
/// <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-json-webpubsub-subprotocol#permissions">Permissions</see>.
/// </remarks>
public static class WebPubSubRole
{
    /// <summary>The role that allows a client to join and to leave every group.</summary>
    public const string JoinLeaveAnyGroup = RoleNames.Prefix + "joinLeaveGroup";

    /// <summary>The role that allows a client to publish to every group.</summary>
    public const string SendToAnyGroup = RoleNames.Prefix + "sendToGroup";

    /// <summary>Returns the role that allows a client to join and to leave one group.</summary>
    /// <param name="group">The group. A <c>*</c> in it is a literal character.</param>
    /// <returns>The role, such as <c>webpubsub.joinLeaveGroup.room</c>.</returns>
    /// <exception cref="ArgumentException">The group is empty.</exception>
    public static string JoinLeaveGroup(string group) => Create(JoinLeaveAnyGroup, group);

    /// <summary>Returns the role that allows a client to publish to one group.</summary>
    /// <param name="group">The group. A <c>*</c> in it is a literal character.</param>
    /// <returns>The role, such as <c>webpubsub.sendToGroup.room</c>.</returns>
    /// <exception cref="ArgumentException">The group is empty.</exception>
    public static string SendToGroup(string group) => Create(SendToAnyGroup, group);

    /// <summary>Returns the role that allows a client to join and to leave all groups that match a pattern.</summary>
    /// <param name="pattern">
    /// The pattern: <c>*</c> matches any characters except a dot, <c>**</c> matches any characters, and <c>?</c> matches one character except a dot.
    /// </param>
    /// <returns>The role, such as <c>webpubsub.joinLeaveGroups.room-*</c>.</returns>
    /// <exception cref="ArgumentException">The pattern is empty.</exception>
    public static string JoinLeaveGroups(string pattern) => Create(RoleNames.Prefix + "joinLeaveGroups", pattern);

    /// <summary>Returns the role that allows a client to publish to all groups that match a pattern.</summary>
    /// <param name="pattern">The pattern, as for <see cref="JoinLeaveGroups"/>.</param>
    /// <returns>The role, such as <c>webpubsub.sendToGroups.room-*</c>.</returns>
    /// <exception cref="ArgumentException">The pattern is empty.</exception>
    public static string SendToGroups(string pattern) => Create(RoleNames.Prefix + "sendToGroups", pattern);

    private static string Create(string family, string target)
    {
        ArgumentException.ThrowIfNullOrEmpty(target);
        return family + "." + target;
    }
}
