// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Runtime.CompilerServices;

namespace WebPubSub.Rest;

/// <summary>Validation of the names and IDs of a request, before the request is sent.</summary>
internal static class Guard
{
    public static string Hub(string hub, [CallerArgumentExpression(nameof(hub))] string? parameter = null)
    {
        WebPubSubNames.ThrowIfNotHub(hub, parameter);
        return hub;
    }

    public static string Group(string group, [CallerArgumentExpression(nameof(group))] string? parameter = null) =>
        PathSegment(GroupInQuery(group, parameter), parameter);

    /// <summary>Validates a group name in a query or a body, where every character is allowed.</summary>
    public static string GroupInQuery(string group, [CallerArgumentExpression(nameof(group))] string? parameter = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(group, parameter);
        if (!WebPubSubNames.IsValidGroup(group))
        {
            throw new ArgumentException(
                $"A group name must have 1 to {WebPubSubNames.MaxGroupLength} characters, must not be only white space, and must not contain a line break. "
                + $"The name has {group.Length} characters.",
                parameter);
        }

        return WellFormed(group, parameter);
    }

    /// <summary>Validates a connection ID or user ID.</summary>
    public static string Id(string id, [CallerArgumentExpression(nameof(id))] string? parameter = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id, parameter);
        return PathSegment(id, parameter);
    }

    // A URL cannot contain "." or ".." as a segment, escaped or not: `groups/../:send` becomes `/:send`, a message to every client.
    public static string PathSegment(string value, string? parameter) => WellFormed(value, parameter) is "" or "." or ".."
        ? throw new ArgumentException($"'{value}' is not a valid name or ID, because a URL treats it as a relative path segment.", parameter)
        : value;

    // UTF-8 cannot represent an unpaired surrogate: the encoder would replace it, and the request would have another target.
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
