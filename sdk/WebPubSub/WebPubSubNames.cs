// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers;
using System.Runtime.CompilerServices;

namespace WebPubSub;

/// <summary>The service's rules for names.</summary>
/// <remarks>Protocol reference: REST API, section 3.2.</remarks>
public static class WebPubSubNames
{
    /// <summary>The longest hub name, in characters.</summary>
    public const int MaxHubLength = 128;

    /// <summary>The longest group name, in UTF-16 units.</summary>
    public const int MaxGroupLength = 1024;

    /// <summary>The longest event name, in characters.</summary>
    public const int MaxEventLength = 128;

    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const string Digits = "0123456789";
    private static readonly SearchValues<char> HubCharacters = SearchValues.Create(Letters + Digits + "_`,.[]");
    private static readonly SearchValues<char> EventCharacters = SearchValues.Create(Letters + Digits + "_.-");

    /// <summary>
    /// Tells whether a hub may have this name: a letter, then up to 127 letters, digits or one of <c>_ ` , . [ ]</c>.
    /// </summary>
    /// <param name="hub">The name to judge. Hub names are compared ignoring case.</param>
    /// <returns><see langword="true"/> when the service accepts the name.</returns>
    public static bool IsValidHub(string? hub) => IsWord(hub, MaxHubLength, HubCharacters);

    /// <summary>Refuses what is no hub name.</summary>
    /// <param name="hub">The name to judge.</param>
    /// <param name="parameterName">The parameter that it was given as.</param>
    /// <exception cref="ArgumentException">It is no hub name.</exception>
    public static void ThrowIfNotHub(string? hub, [CallerArgumentExpression(nameof(hub))] string? parameterName = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(hub, parameterName);
        if (!IsValidHub(hub))
        {
            // A connection string that was pasted in the wrong place is a secret.
            string what = hub.Length > MaxHubLength || hub.AsSpan().ContainsAny('=', ';') ? "The value" : $"'{hub}'";
            throw new ArgumentException(
                $"{what} is not a hub name: it must start with a letter, followed by up to {MaxHubLength - 1} letters, "
                + "digits or one of the characters _ ` , . [ ].",
                parameterName);
        }
    }

    /// <summary>Tells whether a group may have this name: 1 to 1024 characters, not only white space, no line break.</summary>
    /// <param name="group">The name to judge. Group names are compared as they are: case and blanks count.</param>
    /// <returns><see langword="true"/> when the service accepts the name.</returns>
    public static bool IsValidGroup(string? group) =>
        !string.IsNullOrWhiteSpace(group) && group.Length <= MaxGroupLength && !group.AsSpan().ContainsAny('\r', '\n');

    /// <summary>Tells whether a client event may have this name: a letter, then up to 127 letters, digits or one of <c>_ . -</c>.</summary>
    /// <param name="eventName">The name to judge. Event names are compared ignoring case.</param>
    /// <returns><see langword="true"/> when the service accepts the name.</returns>
    public static bool IsValidEvent(string? eventName) => IsWord(eventName, MaxEventLength, EventCharacters);

    private static bool IsWord(string? name, int maxLength, SearchValues<char> allowed) =>
        name is { Length: > 0 }
        && name.Length <= maxLength
        && char.IsAsciiLetter(name[0])
        && !name.AsSpan().ContainsAnyExcept(allowed);
}
