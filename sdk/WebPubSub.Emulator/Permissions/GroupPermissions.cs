// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Permissions;

/// <summary>What the roles of a connection allow in which groups. Client protocol reference, section 16.</summary>
internal sealed class GroupPermissions
{
    private const string JoinLeave = "webpubsub.joinLeaveGroup";
    private const string Send = "webpubsub.sendToGroup";

    private readonly HashSet<string> _roles;

    public GroupPermissions(IEnumerable<string> roles) => _roles = new HashSet<string>(roles, StringComparer.Ordinal);

    public bool CanJoinOrLeave(string group) => Allows(JoinLeave, group);

    public bool CanSend(string group) => Allows(Send, group);

    // The rest of the role is the group's name to the letter: dots and asterisks in it mean nothing.
    private bool Allows(string role, string group) => _roles.Contains(role) || _roles.Contains($"{role}.{group}");
}
