// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Permissions;

/// <summary>
/// The group permissions of a connection, from its roles and from later grants. See docs/protocols/client-protocols.md#16-roles-and-permissions.
/// </summary>
internal sealed class GroupPermissions
{
    private static readonly GroupPermissions Nothing = new([]);
    private readonly IReadOnlyList<string> _roles;

    public GroupPermissions(IReadOnlyList<string> roles)
    {
        var gate = new Lock();
        _roles = roles;
        JoinLeave = new PermissionRules(roles, "webpubsub.joinLeaveGroup", gate);
        Send = new PermissionRules(roles, "webpubsub.sendToGroup", gate);
    }

    /// <summary>Gets the original roles.</summary>
    public IReadOnlyList<string> Roles => _roles;

    /// <summary>Gets the current permissions in the form of roles. A revoked permission starts with "not".</summary>
    public IReadOnlyList<string> Current =>
        [.. JoinLeave.Inspect(), .. Send.Inspect(), .. _roles.Where(role => role.Contains("GroupState", StringComparison.Ordinal))];

    public PermissionRules JoinLeave { get; }

    public PermissionRules Send { get; }

    public bool CanSetState(string group) => Allows("webpubsub.setGroupState", group);

    public bool CanGetState(string group) => Allows("webpubsub.getGroupState", group);

    public bool CanJoinOrLeave(string group) => JoinLeave.Allows(group);

    public bool CanSend(string group) => Send.Allows(group);

    // The suffix of a group state role is a pattern, and there are no later grants. See docs/protocols/client-protocols.md#154-roles.
    private bool Allows(string family, string group) => _roles.Any(role => role == family
        || (role.StartsWith(family + ".", StringComparison.Ordinal) && GroupPattern.Parse(role[(family.Length + 1)..])?.Matches(group) == true));

    /// <summary>
    /// Returns the rules of the permission that a REST call names, by word or number; null for any other name. See docs/protocols/rest-api.md#32-name-rules.
    /// </summary>
    public PermissionRules? Find(string permission) => permission.ToLowerInvariant() switch
    {
        "sendtogroup" or "1" => Send,
        "joinleavegroup" or "2" => JoinLeave,
        _ => null,
    };

    public static bool IsPermission(string name) => Nothing.Find(name) is not null;
}
