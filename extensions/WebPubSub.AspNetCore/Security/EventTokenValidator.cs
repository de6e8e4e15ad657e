// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace WebPubSub.AspNetCore.Security;

/// <summary>Validator for the token of an event. See docs/protocols/event-handler.md#8-entra-id-tokens.</summary>
/// <remarks>This is not an authentication scheme, because the service's identity must not give access to other endpoints of the application.</remarks>
internal sealed class EventTokenValidator
{
    private const string Prefix = "Bearer ";
    private static readonly string[] CallerClaims = ["appid", "azp", "oid"];
    private readonly JsonWebTokenHandler _handler = new();
    private readonly WebPubSubEventTokenOptions _options;
    private readonly TokenValidationParameters _parameters;
    private readonly IssuerKeys _keys;

    public EventTokenValidator(WebPubSubEventTokenOptions options, TimeProvider time)
    {
        string authority = options.Authority ?? $"https://login.microsoftonline.com/{options.TenantId}/v2.0";
        _options = options;
        _keys = new IssuerKeys(authority, time);
        _parameters = new TokenValidationParameters
        {
            ConfigurationManager = _keys.Manager,
            ValidAudiences = [.. options.Audiences],
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.EcdsaSha256],
        };
        if (options.TenantId is { } tenant)
        {
            _parameters.ValidIssuers = [$"https://sts.windows.net/{tenant}/", $"https://login.microsoftonline.com/{tenant}/v2.0"]; // token versions 1 and 2
        }
    }

    /// <summary>Returns the reason why the token is not accepted, or <see langword="null"/> if it is accepted.</summary>
    /// <exception cref="OperationCanceledException">The request was aborted.</exception>
    public async Task<string?> ValidateAsync(HttpContext http)
    {
        StringValues header = http.Request.Headers.Authorization;
        if (header is not [{ } value] || !value.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return "The event has no token.";
        }

        if (await _keys.EnsureKeysAsync(http.RequestAborted) is { } fault)
        {
            return fault;
        }

        TokenValidationResult result = await _handler.ValidateTokenAsync(value[Prefix.Length..], _parameters);
        return !result.IsValid ? $"The token of the event is invalid ({result.Exception?.GetType().Name}). Compare TenantId, Authority and Audiences of WebPubSubEventTokenOptions with the event handler settings."
            : IsCallerAllowed(result.ClaimsIdentity) ? null
            : $"The identity in the token is not in {nameof(WebPubSubEventTokenOptions)}.{nameof(WebPubSubEventTokenOptions.AllowedCallers)}.";
    }

    private bool IsCallerAllowed(ClaimsIdentity identity) => CallerClaims.Any(type =>
        identity.FindFirst(type) is { } claim && _options.AllowedCallers.Contains(claim.Value, StringComparer.OrdinalIgnoreCase));
}
