// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers;
using System.ComponentModel;

namespace WebPubSub.Protocol;

/// <summary>The rules for the metadata of a message, which the packages share.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MessageMetadata
{
    /// <summary>The maximum length of a key, in bytes.</summary>
    public const int MaxKeyLength = 256;

    /// <summary>The maximum length of a value, in bytes.</summary>
    public const int MaxValueLength = 1024;

    /// <summary>The maximum length of all keys and values together, in bytes.</summary>
    public const int MaxTotalLength = 8192;

    private static readonly SearchValues<char> KeyCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-.^_`|~");

    /// <summary>Validates the metadata of a message.</summary>
    /// <param name="metadata">The metadata.</param>
    /// <returns>The first error, or <see langword="null"/> if the metadata is valid.</returns>
    public static string? Validate(IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        int total = 0;
        foreach ((string key, string value) in metadata)
        {
            if (key.Length > MaxKeyLength || !IsToken(key))
            {
                return $"a metadata key must have 1 to {MaxKeyLength} characters of an HTTP token";
            }

            if (value.Length > MaxValueLength || !System.Text.Ascii.IsValid(value))
            {
                return $"a metadata value must be ASCII and have at most {MaxValueLength} characters";
            }

            total += key.Length + value.Length;
        }

        return total > MaxTotalLength ? $"the metadata is longer than {MaxTotalLength} bytes in total" : null;
    }

    /// <summary>Validates metadata that is sent in HTTP headers. A header would change some values, so they are invalid here.</summary>
    internal static string? ValidateForHeaders(IReadOnlyDictionary<string, string> metadata) =>
        Validate(metadata)
        ?? (metadata.Values.Any(IsNoHeaderValue)
            ? "a metadata value that is sent in a header must not contain a comma or a control character, or start or end with white space"
            : null);

    /// <summary>Returns whether a name can be part of the name of a header.</summary>
    internal static bool IsToken(string name) => name.Length > 0 && !name.AsSpan().ContainsAnyExcept(KeyCharacters);

    private static bool IsNoHeaderValue(string value) =>
        value.Contains(',', StringComparison.Ordinal) || value.Any(char.IsControl) || value.Trim().Length != value.Length;
}
