// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace WebPubSub.Emulator.Access;

/// <summary>
/// Creates and validates reconnection tokens. A client needs one to recover a reliable connection, and each token is valid for one connection.
/// See docs/protocols/client-protocols.md#111-additions.
/// </summary>
internal sealed class ReconnectionTokens(WebPubSubEmulatorOptions options)
{
    private const string Issuer = "https://webpubsub.azure.com";
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, SetDefaultTimesOnTokenCreation = false };
    private readonly SymmetricSecurityKey _key = new(Encoding.UTF8.GetBytes(options.AccessKey));

    public string Create(string connectionId) => _handler.CreateToken(new SecurityTokenDescriptor
    {
        Issuer = Issuer,
        Audience = connectionId,
        Expires = (options.TimeProvider.GetUtcNow() + Lifetime).UtcDateTime,
        Claims = new Dictionary<string, object> { ["jti"] = Guid.NewGuid().ToString("N") },
        SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.HmacSha256),
    });

    public async Task<bool> IsValidAsync(string token, string connectionId)
    {
        TokenValidationResult result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            IssuerSigningKey = _key,
            RequireSignedTokens = true,
            ValidIssuer = Issuer,
            AudienceValidator = (audiences, _, _) => audiences.Contains(connectionId, StringComparer.Ordinal),
            LifetimeValidator = (_, expires, _, _) => expires > options.TimeProvider.GetUtcNow().UtcDateTime, // no clock skew
        });
        return result.IsValid;
    }
}
