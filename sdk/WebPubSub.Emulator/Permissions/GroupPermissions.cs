// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Permissions;

/// <summary>What the roles of a connection, and later grants, allow in which groups. Client protocol reference, section 16.</summary>
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

    /// <summary>Gets the roles as they were given.</summary>
    public IReadOnlyList<string> Roles => _roles;

    /// <summary>Gets what is allowed now, in the form of roles; what was revoked is preceded by "not".</summary>
    public IReadOnlyList<string> Current =>
        [.. JoinLeave.Inspect(), .. Send.Inspect(), .. _roles.Where(role => role.Contains("GroupState", StringComparison.Ordinal))];

    public PermissionRules JoinLeave { get; }

    public PermissionRules Send { get; }

    public bool CanSetState(string group) => Allows("webpubsub.setGroupState", group);

    public bool CanGetState(string group) => Allows("webpubsub.getGroupState", group);

    public bool CanJoinOrLeave(string group) => JoinLeave.Allows(group);

    public bool CanSend(string group) => Send.Allows(group);

    // Here the suffix itself is a pattern, and nothing is granted later. Client protocol reference, section 15.4.
    private bool Allows(string family, string group) => _roles.Any(role => role == family
        || (role.StartsWith(family + ".", StringComparison.Ordinal) && GroupPattern.Parse(role[(family.Length + 1)..])?.Matches(group) == true));

    /// <summary>The rules that a REST call names, by word or by number; null for another name. REST API reference, section 3.2.</summary>
    public PermissionRules? Find(string permission) => permission.ToLowerInvariant() switch
    {
        "sendtogroup" or "1" => Send,
        "joinleavegroup" or "2" => JoinLeave,
        _ => null,
    };

    public static bool IsPermission(string name) => Nothing.Find(name) is not null;
}
