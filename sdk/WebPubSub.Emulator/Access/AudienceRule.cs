// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Access;

/// <summary>
/// Whether a token was made for this request: scheme and query do not count, host and path do. REST API reference, sections 4.2 and 5.4.
/// </summary>
internal static class AudienceRule
{
    /// <summary>For REST: the audience is the request's path, or something below it. It may be the path with one layer of its escapes decoded, too.</summary>
    public static bool MatchesRequest(string audience, IEnumerable<string> authorities, string path) =>
        PathOf(audience, authorities) is { } audiencePath
        && (IsAtOrBelow(Decode(audiencePath), Decode(path)) || IsAtOrBelow(audiencePath.TrimEnd('/'), Decode(path)));

    /// <summary>For clients: the audience is the path.</summary>
    public static bool MatchesClient(string audience, IEnumerable<string> authorities, string path) =>
        PathOf(audience, authorities) is { } audiencePath && Decode(audiencePath).Equals(Decode(path), StringComparison.OrdinalIgnoreCase);

    private static string? PathOf(string audience, IEnumerable<string> authorities) =>
        Uri.TryCreate(audience, UriKind.Absolute, out Uri? uri)
        && uri.Scheme is "http" or "https" or "ws" or "wss"
        && authorities.Contains(uri.Authority, StringComparer.OrdinalIgnoreCase)
            ? uri.AbsolutePath
            : null;

    private static string Decode(string path) => Uri.UnescapeDataString(path).TrimEnd('/');

    private static bool IsAtOrBelow(string audience, string path) =>
        audience.StartsWith(path, StringComparison.OrdinalIgnoreCase) && (audience.Length == path.Length || audience[path.Length] == '/');
}
