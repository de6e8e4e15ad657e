// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace WebPubSub.AspNetCore.Security;

/// <summary>Verifies the token of an event. Event handler reference, section 8.</summary>
/// <remarks>Not an authentication scheme of the application: the service's identity must not open anything else in it.</remarks>
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
            _parameters.ValidIssuers = [$"https://sts.windows.net/{tenant}/", $"https://login.microsoftonline.com/{tenant}/v2.0"]; // of version 1 and 2
        }
    }

    /// <summary>Returns why the token is not accepted; <see langword="null"/> when it is.</summary>
    /// <exception cref="OperationCanceledException">The request was aborted.</exception>
    public async Task<string?> FindFaultAsync(HttpContext http)
    {
        StringValues header = http.Request.Headers.Authorization;
        if (header is not [{ } value] || !value.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return "it has no token";
        }

        if (await _keys.FindFaultAsync(http.RequestAborted) is { } fault)
        {
            return fault;
        }

        TokenValidationResult result = await _handler.ValidateTokenAsync(value[Prefix.Length..], _parameters);
        return !result.IsValid ? $"its token is not accepted ({result.Exception?.GetType().Name})"
            : IsCallerAllowed(result.ClaimsIdentity) ? null
            : $"the caller of its token is not one of {nameof(WebPubSubEventTokenOptions.AllowedCallers)}";
    }

    private bool IsCallerAllowed(ClaimsIdentity identity) => CallerClaims.Any(type =>
        identity.FindFirst(type) is { } claim && _options.AllowedCallers.Contains(claim.Value, StringComparer.OrdinalIgnoreCase));
}
