// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers;

namespace WebPubSub.Protocol;

/// <summary>The rules for the pairs that travel with a message.</summary>
/// <remarks>Protocol reference: client protocols, section 9.1.</remarks>
public static class MessageMetadata
{
    /// <summary>The longest key, in bytes.</summary>
    public const int MaxKeyLength = 256;

    /// <summary>The longest value, in bytes.</summary>
    public const int MaxValueLength = 1024;

    /// <summary>All keys and values together, in bytes.</summary>
    public const int MaxTotalLength = 8192;

    private static readonly SearchValues<char> KeyCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-.^_`|~");

    /// <summary>Finds what is wrong with a message's metadata.</summary>
    /// <param name="metadata">The pairs.</param>
    /// <returns>The first violation in words, or <see langword="null"/> when there is none.</returns>
    public static string? FindViolation(IReadOnlyDictionary<string, string> metadata)
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

    /// <summary>As <see cref="FindViolation"/>, for metadata that travels in HTTP headers, where fewer values come out as they went in.</summary>
    internal static string? FindHeaderViolation(IReadOnlyDictionary<string, string> metadata) =>
        FindViolation(metadata)
        ?? (metadata.Values.Any(IsNoHeaderValue)
            ? "a metadata value that travels in a header must have no comma, no control character and no blank at either end"
            : null);

    /// <summary>Whether a name can be part of a header's.</summary>
    internal static bool IsToken(string name) => name.Length > 0 && !name.AsSpan().ContainsAnyExcept(KeyCharacters);

    private static bool IsNoHeaderValue(string value) =>
        value.Contains(',', StringComparison.Ordinal) || value.Any(char.IsControl) || value.Trim().Length != value.Length;
}
