// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using WebPubSub.Emulator.Configuration;

namespace WebPubSub.Emulator.Access;

/// <summary>Checks the tokens that clients and REST callers sign with the access key. REST API reference, sections 4.2 and 5.4.</summary>
internal sealed class AccessTokenValidator(WebPubSubEmulatorOptions options, EmulatorAddress address, TestIssuer issuer)
{
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly SymmetricSecurityKey[] _keys = [.. options.AccessKeys.Select(key => new SymmetricSecurityKey(Encoding.UTF8.GetBytes(key)))];

    /// <summary>Whether a request comes with a token of an identity rather than one that is signed with an access key.</summary>
    public static bool IsFromIdentity(HttpRequest request) =>
        FromHeader(request) is { } token && TryRead(token) is { Alg: not SecurityAlgorithms.HmacSha256 };

    /// <summary>Says why the token of a REST call was not made for it with an access key; null when it was.</summary>
    public async Task<string?> FindKeyFaultAsync(HttpRequest request) => FromHeader(request) is { } token
        ? (await ValidateAsync(token, request, AudienceRule.MatchesRequest)).Refusal
        : "there is no bearer token";

    /// <summary>Says why the token of a REST call is not that of an identity; null when it is. REST API reference, section 4.3.</summary>
    public async Task<string?> FindIdentityFaultAsync(HttpRequest request)
    {
        if (FromHeader(request) is not { } token)
        {
            return "there is no bearer token";
        }

        if ((await _handler.ValidateTokenAsync(token, issuer.ForRest(IsAlive))).IsValid)
        {
            return null;
        }

        return !options.AllowUnvalidatedEntraTokens
            ? "the token is not one of the emulator's own issuer (WebPubSubEmulator.CreateIdentityToken, or POST /identity/oauth2/v2.0/token). "
                + "WebPubSub:AllowUnvalidatedEntraTokens accepts tokens of Microsoft Entra ID without a check of their signature"
            : (await _handler.ValidateTokenAsync(token, UnvalidatedEntra())).IsValid ? null
            : $"the token of Microsoft Entra ID has expired, or is not for {TestIssuer.RestAudience}";
    }

    /// <summary>Checks a token against the request that it came with.</summary>
    /// <param name="token">The token.</param>
    /// <param name="request">The request.</param>
    /// <param name="audienceMatches">Whether an audience is one of these authorities with this path.</param>
    /// <param name="addressedPath">The path that the audience should have, if not that of the request.</param>
    /// <returns>The token, or why it is refused; never the token's text.</returns>
    public async Task<(JsonWebToken? Token, string? Refusal)> ValidateAsync(
        string token, HttpRequest request, Func<string, IEnumerable<string>, string, bool> audienceMatches, string? addressedPath = null)
    {
        string[] authorities = [request.Host.Value ?? "", address.Endpoint.Authority];
        string path = PathAsSent(request);
        var parameters = new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            IssuerSigningKeys = _keys,
            TryAllIssuerSigningKeys = true, // a token of the service itself names its key
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            ValidateIssuer = false,
            AudienceValidator = (audiences, _, _) => audiences.Any(audience => audienceMatches(audience, authorities, path)),
            LifetimeValidator = IsAlive,
        };
        TokenValidationResult result = await _handler.ValidateTokenAsync(token, parameters);
        return result.IsValid ? ((JsonWebToken)result.SecurityToken, null) : (null, Describe(result.Exception, authorities[0] + (addressedPath ?? path), TryRead(token)));
    }

    /// <summary>The token of an <c>Authorization: Bearer</c> header, or <see langword="null"/>.</summary>
    public static string? FromHeader(HttpRequest request)
    {
        const string Scheme = "Bearer ";
        string? value = request.Headers.Authorization;
        return value is not null && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? value[Scheme.Length..].Trim() : null;
    }

    // It comes from outside: no more of it than a log can bear.
    private static string DescribeAudiences(JsonWebToken? token)
    {
        string audiences = string.Join(", ", token?.Audiences ?? []);
        return audiences.Length == 0 ? "it has none" : $"it is '{new string([.. audiences.Take(200).Where(character => !char.IsControl(character))])}'";
    }

    private static JsonWebToken? TryRead(string token)
    {
        try
        {
            return new JsonWebToken(token);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException) // it is none
        {
            return null;
        }
    }

    // The decoded path has lost which of its slashes and percent signs were escaped.
    private static string PathAsSent(HttpRequest request)
    {
        string target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        return Uri.TryCreate(target, UriKind.Absolute, out Uri? absolute) && absolute.Scheme != Uri.UriSchemeFile
            ? absolute.AbsolutePath
            : target.Split('?', 2)[0];
    }

    // As in the service team's emulator: the audience and the lifetime count, the signature and the issuer do not.
    private TokenValidationParameters UnvalidatedEntra() => new()
    {
        SignatureValidator = (token, _) => new JsonWebToken(token),
        ValidateIssuer = false,
        ValidAudience = TestIssuer.RestAudience,
        RequireExpirationTime = true,
        LifetimeValidator = IsAlive,
    };

    private bool IsAlive(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        DateTime now = options.TimeProvider.GetUtcNow().UtcDateTime;
        return expires is not null && now - parameters.ClockSkew < expires && (notBefore is null || now + parameters.ClockSkew > notBefore);
    }

    private static string Describe(Exception exception, string address, JsonWebToken? token) => exception switch
    {
        SecurityTokenInvalidAudienceException => $"the audience of the token is not this address ({address}): {DescribeAudiences(token)}",
        SecurityTokenInvalidLifetimeException or SecurityTokenExpiredException or SecurityTokenNoExpirationException =>
            "the token has expired or is not valid yet; check the clock",
        SecurityTokenInvalidSignatureException or SecurityTokenSignatureKeyNotFoundException =>
            "the token is not signed with the emulator's access key",
        SecurityTokenInvalidAlgorithmException => "the token is not signed with HS256",
        _ => "the token is malformed",
    };
}
