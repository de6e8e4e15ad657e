// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;

namespace WebPubSub;

/// <summary>The <c>WWW-Authenticate</c> header of a rejected token, which explains the rejection. See https://www.rfc-editor.org/rfc/rfc6750#section-3.</summary>
internal static class BearerChallenge
{
    private const string Description = "error_description=\"";
    private const int MaxLength = 1000;

    public static string Create(string description) =>
        $"Bearer error=\"invalid_token\", {Description}{string.Concat(description.Select(character => character is '"' or '\\' ? '\'' : char.IsAscii(character) && !char.IsControl(character) ? character : '?'))}\"";

    /// <summary>Returns the description of a header; <see langword="null"/> if it has none.</summary>
    public static string? FindDescription(string? header)
    {
        int start = header?.IndexOf(Description, StringComparison.Ordinal) ?? -1;
        if (start < 0)
        {
            return null;
        }

        string rest = header![(start + Description.Length)..];
        int end = rest.IndexOf('"', StringComparison.Ordinal);
        string text = end < 0 ? rest : rest[..end];
        return text.Length == 0 ? null : text.Length > MaxLength ? text[..MaxLength] : text;
    }

    /// <summary>Returns the description of the service's answer to a WebSocket handshake; <see langword="null"/> if it has none, and always in a browser.</summary>
    public static string? FindDescription(ClientWebSocket socket) =>
        !OperatingSystem.IsBrowser() && socket.HttpResponseHeaders?.TryGetValue("WWW-Authenticate", out IEnumerable<string>? values) == true
            ? FindDescription(string.Join(", ", values))
            : null;
}
