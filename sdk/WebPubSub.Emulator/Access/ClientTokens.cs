// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace WebPubSub.Emulator.Access;

/// <summary>The factory of client tokens for servers that have no access key. See docs/protocols/rest-api.md#53-token-from-the-service.</summary>
internal sealed class ClientTokens(WebPubSubEmulatorOptions options)
{
    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly SigningCredentials _credentials =
        new(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(options.AccessKey)), SecurityAlgorithms.HmacSha256);

    public string Create(string audience, TimeSpan lifetime, string? userId, string[] roles, string[] groups)
    {
        var claims = new Dictionary<string, object>();
        if (!string.IsNullOrEmpty(userId))
        {
            claims["sub"] = userId;
        }

        if (roles.Length > 0)
        {
            claims["role"] = roles;
        }

        if (groups.Length > 0)
        {
            claims["webpubsub.group"] = groups;
        }

        DateTime now = options.TimeProvider.GetUtcNow().UtcDateTime;
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = TestIssuer.RestAudience, // the service uses its REST audience as the issuer of these tokens
            Audience = audience,
            NotBefore = now,
            IssuedAt = now,
            Expires = now + lifetime,
            Claims = claims,
            SigningCredentials = _credentials,
        });
    }
}
