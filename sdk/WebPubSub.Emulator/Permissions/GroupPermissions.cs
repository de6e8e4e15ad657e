// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Permissions;

/// <summary>What the roles of a connection, and later grants, allow in which groups. Client protocol reference, section 16.</summary>
internal sealed class GroupPermissions(IReadOnlyList<string> roles)
{
    private static readonly GroupPermissions Nothing = new([]);

    public PermissionRules JoinLeave { get; } = new(roles, "webpubsub.joinLeaveGroup");

    public PermissionRules Send { get; } = new(roles, "webpubsub.sendToGroup");

    public bool CanJoinOrLeave(string group) => JoinLeave.Allows(group);

    public bool CanSend(string group) => Send.Allows(group);

    /// <summary>The rules that a REST call names, by word or by number; null for another name. REST API reference, section 3.2.</summary>
    public PermissionRules? Find(string permission) => permission.ToLowerInvariant() switch
    {
        "sendtogroup" or "1" => Send,
        "joinleavegroup" or "2" => JoinLeave,
        _ => null,
    };

    public static bool IsPermission(string name) => Nothing.Find(name) is not null;
}
