// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using WebPubSub.Emulator.Configuration;

namespace WebPubSub.Emulator.Access;

/// <summary>
/// The validator of the access tokens of clients and REST calls.
/// See docs/protocols/rest-api.md#42-checks-of-access-key-tokens and #54-checks-of-client-tokens.
/// </summary>
internal sealed class AccessTokenValidator(WebPubSubEmulatorOptions options, EmulatorAddress address, TestIssuer issuer)
{
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly SymmetricSecurityKey[] _keys = [.. options.AccessKeys.Select(key => new SymmetricSecurityKey(Encoding.UTF8.GetBytes(key)))];

    /// <summary>Returns whether the token of a request is a Microsoft Entra ID token, and not a token that is signed with an access key.</summary>
    public static bool IsFromIdentity(HttpRequest request) =>
        FromHeader(request) is { } token && TryRead(token) is { Alg: not SecurityAlgorithms.HmacSha256 };

    /// <summary>Validates the access key token of a REST call. Returns the reason why it is invalid, or null if it is valid.</summary>
    public async Task<string?> ValidateKeyTokenAsync(HttpRequest request) => FromHeader(request) is { } token
        ? (await ValidateAsync(token, request, AudienceRule.MatchesRequest)).Rejection
        : Explanation.NoToken;

    /// <summary>
    /// Validates the Microsoft Entra ID token of a REST call. Returns the reason why it is invalid, or null if it is valid.
    /// See docs/protocols/rest-api.md#43-microsoft-entra-id.
    /// </summary>
    public async Task<string?> ValidateEntraTokenAsync(HttpRequest request)
    {
        if (FromHeader(request) is not { } token)
        {
            return Explanation.NoToken;
        }

        if ((await _handler.ValidateTokenAsync(token, issuer.ForRest(IsLifetimeValid))).IsValid)
        {
            return null;
        }

        return !options.AllowUnvalidatedEntraTokens
            ? "The emulator did not issue this token. Use WebPubSubEmulator.CreateIdentityToken or POST /identity/oauth2/v2.0/token, or set WebPubSub:AllowUnvalidatedEntraTokens "
                + "to accept tokens of Microsoft Entra ID without a check of their signature."
            : (await _handler.ValidateTokenAsync(token, UnvalidatedEntra())).IsValid ? null
            : $"The token of Microsoft Entra ID has expired, or its audience is not {TestIssuer.RestAudience}.";
    }

    /// <summary>Validates the access key token of a request.</summary>
    /// <param name="token">The token.</param>
    /// <param name="request">The request.</param>
    /// <param name="audienceMatches">Returns whether an audience matches one of the authorities and the path.</param>
    /// <param name="addressedPath">The path that the error message names, if it is not the path of the request.</param>
    /// <returns>The token, or the reason why it is rejected. The reason never contains the text of the token.</returns>
    public async Task<(JsonWebToken? Token, string? Rejection)> ValidateAsync(
        string token, HttpRequest request, Func<string, IEnumerable<string>, string, bool> audienceMatches, string? addressedPath = null)
    {
        string[] authorities = [request.Host.Value ?? "", address.Endpoint.Authority, address.Advertised.Authority];
        string path = GetRawPath(request);
        var parameters = new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            IssuerSigningKeys = _keys,
            TryAllIssuerSigningKeys = true, // a token from the service carries a key ID that no key here has
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            ValidateIssuer = false,
            AudienceValidator = (audiences, _, _) => audiences.Any(audience => audienceMatches(audience, authorities, path)),
            LifetimeValidator = IsLifetimeValid,
        };
        TokenValidationResult result = await _handler.ValidateTokenAsync(token, parameters);
        return result.IsValid
            ? ((JsonWebToken)result.SecurityToken, null)
            : (null, Describe(result.Exception, authorities[0] + (addressedPath ?? path), TryRead(token)));
    }

    /// <summary>Returns the token of an <c>Authorization: Bearer</c> header, or <see langword="null"/>.</summary>
    public static string? FromHeader(HttpRequest request)
    {
        const string Scheme = "Bearer ";
        string? value = request.Headers.Authorization;
        return value is not null && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? value[Scheme.Length..].Trim() : null;
    }

    // The audiences are untrusted input for the log: their length is limited and control characters are removed.
    private static string DescribeAudiences(JsonWebToken? token)
    {
        string audiences = string.Join(", ", token?.Audiences ?? []);
        return audiences.Length == 0 ? "missing" : $"'{new string([.. audiences.Take(200).Where(character => !char.IsControl(character))])}'";
    }

    private static JsonWebToken? TryRead(string token)
    {
        try
        {
            return new JsonWebToken(token);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException) // not a JSON web token
        {
            return null;
        }
    }

    // The decoded path does not show which slashes and percent signs were escaped.
    private static string GetRawPath(HttpRequest request)
    {
        string target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        return Uri.TryCreate(target, UriKind.Absolute, out Uri? absolute) && absolute.Scheme != Uri.UriSchemeFile
            ? absolute.AbsolutePath
            : target.Split('?', 2)[0];
    }

    // Like the service team's emulator, this validates the audience and the lifetime, but not the signature and the issuer.
    private TokenValidationParameters UnvalidatedEntra() => new()
    {
        SignatureValidator = (token, _) => new JsonWebToken(token),
        ValidateIssuer = false,
        ValidAudience = TestIssuer.RestAudience,
        RequireExpirationTime = true,
        LifetimeValidator = IsLifetimeValid,
    };

    private bool IsLifetimeValid(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        DateTime now = options.TimeProvider.GetUtcNow().UtcDateTime;
        return expires is not null && now - parameters.ClockSkew < expires && (notBefore is null || now + parameters.ClockSkew > notBefore);
    }

    private string Describe(Exception exception, string address, JsonWebToken? token) => exception switch
    {
        SecurityTokenInvalidAudienceException => DescribeAudience(token, address),
        SecurityTokenInvalidLifetimeException or SecurityTokenExpiredException or SecurityTokenNoExpirationException => DescribeLifetime(token),
        SecurityTokenInvalidSignatureException or SecurityTokenSignatureKeyNotFoundException => Explanation.WrongKey,
        SecurityTokenInvalidAlgorithmException => Explanation.WrongAlgorithm,
        _ => Explanation.MalformedToken,
    };

    private string DescribeLifetime(JsonWebToken? token)
    {
        DateTimeOffset now = options.TimeProvider.GetUtcNow();
        return token is null || token.ValidTo == DateTime.MinValue ? "The token has no expiry. Create tokens with GetClientAccessUriAsync."
            : token.ValidFrom > now.UtcDateTime ? Explanation.EarlyToken(token.ValidFrom, now)
            : Explanation.ExpiredToken(token.ValidTo, now);
    }

    private static string DescribeAudience(JsonWebToken? token, string address) =>
        FindHub(token?.Audiences.FirstOrDefault()) is { } tokenHub && FindHub(address) is { } hub && tokenHub != hub
            ? Explanation.TokenOfAnotherHub(tokenHub, hub)
            : Explanation.WrongAudience(DescribeAudiences(token), address);

    private static string? FindHub(string? clientAddress)
    {
        const string Path = "/client/hubs/";
        int start = clientAddress?.IndexOf(Path, StringComparison.OrdinalIgnoreCase) ?? -1;
        string name = start < 0 ? "" : clientAddress![(start + Path.Length)..];
        return WebPubSubNames.IsValidHub(name) ? name.ToLowerInvariant() : null;
    }
}
