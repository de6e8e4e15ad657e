// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers;
using System.Runtime.CompilerServices;

namespace WebPubSub;

/// <summary>The naming rules of the service. The other packages compile this file too.</summary>
internal static class WebPubSubNames
{
    /// <summary>The maximum length of a hub name, in characters.</summary>
    public const int MaxHubLength = 128;

    /// <summary>The maximum length of a group name, in UTF-16 code units.</summary>
    public const int MaxGroupLength = 1024;

    /// <summary>The maximum length of an event name, in characters.</summary>
    public const int MaxEventLength = 128;

    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const string Digits = "0123456789";
    private static readonly SearchValues<char> HubCharacters = SearchValues.Create(Letters + Digits + "_`,.[]");
    private static readonly SearchValues<char> EventCharacters = SearchValues.Create(Letters + Digits + "_.-");

    /// <summary>Returns whether a hub name is valid: a letter, then up to 127 letters, digits or <c>_ ` , . [ ]</c>. The service ignores case.</summary>
    public static bool IsValidHub(string? hub) => IsWord(hub, MaxHubLength, HubCharacters);

    /// <summary>Throws if a hub name is invalid.</summary>
    /// <param name="hub">The name.</param>
    /// <param name="parameterName">The name of the parameter.</param>
    /// <exception cref="ArgumentException">The name is invalid.</exception>
    public static void ThrowIfNotHub(string? hub, [CallerArgumentExpression(nameof(hub))] string? parameterName = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(hub, parameterName);
        if (!IsValidHub(hub))
        {
            // The message must not show a connection string that was passed by mistake: it contains a secret.
            string what = hub.Length > MaxHubLength || hub.AsSpan().ContainsAny('=', ';') ? "The value" : $"'{hub}'";
            throw new ArgumentException(
                $"{what} is not a valid hub name. A hub name must start with a letter, followed by up to {MaxHubLength - 1} letters, "
                + "digits or one of the characters _ ` , . [ ].",
                parameterName);
        }
    }

    /// <summary>Returns whether a group name is valid: 1 to 1024 characters, not only white space, no line break. Names are case-sensitive.</summary>
    public static bool IsValidGroup(string? group) =>
        !string.IsNullOrWhiteSpace(group) && group.Length <= MaxGroupLength && !group.AsSpan().ContainsAny('\r', '\n');

    /// <summary>Returns whether a user event name is valid: a letter, then up to 127 letters, digits or <c>_ . -</c>. The service ignores case.</summary>
    public static bool IsValidEvent(string? eventName) => IsWord(eventName, MaxEventLength, EventCharacters);

    private static bool IsWord(string? name, int maxLength, SearchValues<char> allowed) =>
        name is { Length: > 0 }
        && name.Length <= maxLength
        && char.IsAsciiLetter(name[0])
        && !name.AsSpan().ContainsAnyExcept(allowed);
}
