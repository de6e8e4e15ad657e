// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Upstream;

/// <summary>A pattern that selects user events: names separated by commas, with wildcards, ignoring case.</summary>
/// <remarks>
/// See docs/protocols/event-handler.md#22-user-event-patterns. The pattern is a setting of the emulator, and names have at most 128 characters.
/// </remarks>
internal static class EventPattern
{
    public static bool Matches(string pattern, string eventName)
    {
        foreach (Range range in pattern.AsSpan().Split(','))
        {
            ReadOnlySpan<char> item = pattern.AsSpan(range).Trim();
            if (item is "*" || MatchesItem(item, eventName)) // a single * also matches dots
            {
                return true;
            }
        }

        return false;
    }

    private static bool MatchesItem(ReadOnlySpan<char> item, ReadOnlySpan<char> name)
    {
        if (item.IsEmpty)
        {
            return name.IsEmpty;
        }

        if (item[0] == '*')
        {
            ReadOnlySpan<char> rest = item.TrimStart('*');
            return MatchesAfterStars(rest, name, crossesDots: item.Length - rest.Length > 1);
        }

        return !name.IsEmpty
            && (item[0] == '?' ? name[0] != '.' : char.ToUpperInvariant(item[0]) == char.ToUpperInvariant(name[0]))
            && MatchesItem(item[1..], name[1..]);
    }

    private static bool MatchesAfterStars(ReadOnlySpan<char> rest, ReadOnlySpan<char> name, bool crossesDots)
    {
        for (int taken = 0; taken <= name.Length; taken++)
        {
            if (MatchesItem(rest, name[taken..]))
            {
                return true;
            }

            if (!crossesDots && taken < name.Length && name[taken] == '.')
            {
                return false;
            }
        }

        return false;
    }
}
