// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using StackExchange.Redis;

namespace WebPubSub.Presence.Redis.Keys;

/// <summary>The names of the keys of one hub. They have one hash tag, so they are on one node of a cluster.</summary>
internal sealed class HubKeys
{
    private const string HubScope = "h";

    private readonly string _prefix;

    /// <param name="prefix">The prefix of the application.</param>
    /// <param name="hub">The name of the hub, in lower case.</param>
    public HubKeys(string prefix, string hub)
    {
        _prefix = $"{{{prefix}:{hub}}}:";
        Common = [_prefix + "meta", Open, Users, _prefix + "since", _prefix + "seq", _prefix + "grace", LastSeen, Clean, Unreserved];
    }

    /// <summary>Gets the keys of every script.</summary>
    public RedisKey[] Common { get; }

    public RedisKey Meta => _prefix + "meta";

    public RedisKey Open => _prefix + "open";

    public RedisKey Users => _prefix + "users";

    public RedisKey Since => _prefix + "since";

    public RedisKey LastSeen => _prefix + "seen";

    public RedisKey Clean => _prefix + "clean";

    public RedisKey Unreserved => _prefix + "unreserved";

    public RedisKey Asked => _prefix + "asked";

    public RedisKey Listed => _prefix + "listed";

    public string Channel => _prefix + "changes";

    public RedisKey Connection(string connectionId) => _prefix + "c:" + connectionId;

    public RedisKey Ended(string connectionId) => _prefix + "x:" + connectionId;

    public RedisKey GroupsOf(string connectionId) => _prefix + "cg:" + connectionId;

    public RedisKey Left(string connectionId, string group) => $"{_prefix}y:{connectionId}:{group}";

    public RedisKey Members(string group) => _prefix + "g:" + group;

    /// <summary>Returns the key with the number of connections of each user.</summary>
    public RedisKey Counts(string? group) => group is null ? Users : _prefix + "gu:" + group;

    public RedisKey Lock(string name) => _prefix + "lock:" + name;

    /// <summary>Returns the name of a group or of the hub in values and messages.</summary>
    public static string ToScope(string? group) => group is null ? HubScope : "g" + group;

    /// <returns>The group; null for the hub.</returns>
    public static string? ToGroup(string scope) => scope == HubScope ? null : scope[1..];
}
