// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Runtime.CompilerServices;

namespace WebPubSub.Rest;

/// <summary>Checks names and IDs that become a part of a URL, before any request.</summary>
internal static class Guard
{
    public static string Hub(string hub, [CallerArgumentExpression(nameof(hub))] string? parameter = null)
    {
        WebPubSubNames.ThrowIfNotHub(hub, parameter);
        return hub;
    }

    public static string Group(string group, [CallerArgumentExpression(nameof(group))] string? parameter = null) =>
        PathSegment(GroupInQuery(group, parameter), parameter);

    /// <summary>Checks a group that is part of a query or a body, where every character is allowed.</summary>
    public static string GroupInQuery(string group, [CallerArgumentExpression(nameof(group))] string? parameter = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(group, parameter);
        if (!WebPubSubNames.IsValidGroup(group))
        {
            throw new ArgumentException(
                $"A group name must have 1 to {WebPubSubNames.MaxGroupLength} characters, not only white space and no line break; "
                + $"this one has {group.Length}.",
                parameter);
        }

        return WellFormed(group, parameter);
    }

    /// <summary>Checks a connection ID or user ID.</summary>
    public static string Id(string id, [CallerArgumentExpression(nameof(id))] string? parameter = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id, parameter);
        return PathSegment(id, parameter);
    }

    // A URL cannot contain these as a segment, escaped or not: `groups/../:send` is `/:send`, a message to every client.
    public static string PathSegment(string value, string? parameter) => WellFormed(value, parameter) is "" or "." or ".."
        ? throw new ArgumentException($"'{value}' cannot be addressed: a URL treats it as a step in its path.", parameter)
        : value;

    // An unpaired surrogate cannot be written as UTF-8: it would arrive as another character, and the request would be about another target.
    public static string WellFormed(string value, string? parameter)
    {
        for (int i = 0; i < value.Length; i++)
        {
            if (char.IsSurrogate(value[i]))
            {
                if (i + 1 == value.Length || !char.IsSurrogatePair(value[i], value[i + 1]))
                {
                    throw new ArgumentException("The value contains an unpaired surrogate.", parameter);
                }

                i++;
            }
        }

        return value;
    }
}
