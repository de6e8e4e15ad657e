// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Access;

/// <summary>
/// The rules that compare the audience of a token with a request. They compare the host and the path, and ignore the scheme and the query.
/// See docs/protocols/rest-api.md#42-checks-of-access-key-tokens and #54-checks-of-client-tokens.
/// </summary>
internal static class AudienceRule
{
    /// <summary>
    /// Returns whether the audience matches a REST call. It must be the path of the request or a path below it. It may also be the path with one level of
    /// escapes decoded.
    /// </summary>
    public static bool MatchesRequest(string audience, IEnumerable<string> authorities, string path) =>
        PathOf(audience, authorities) is { } audiencePath
        && (IsAtOrBelow(Decode(audiencePath), Decode(path)) || IsAtOrBelow(audiencePath.TrimEnd('/'), Decode(path)));

    /// <summary>Returns whether the audience matches a client connection. It must equal the path.</summary>
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
