// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace WebPubSub.TestUtilities;

/// <summary>Creates tokens with a third-party library.</summary>
public static class TestToken
{
    public const string Key = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABCDEFGH";

    public static string Create(
        string audience,
        string? userId = null,
        IEnumerable<string>? roles = null,
        IEnumerable<string>? groups = null,
        string key = Key,
        TimeSpan? expiresAfter = null,
        DateTimeOffset? expires = null)
    {
        DateTime now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var claims = new Dictionary<string, object>();
        if (userId is not null)
        {
            claims["sub"] = userId;
        }

        if (roles is not null)
        {
            claims["role"] = roles.ToArray();
        }

        if (groups is not null)
        {
            claims["webpubsub.group"] = groups.ToArray();
        }

        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Audience = audience,
            Claims = claims,
            Expires = expires?.UtcDateTime ?? now + (expiresAfter ?? TimeSpan.FromHours(1)),
            SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(key)), SecurityAlgorithms.HmacSha256),
        });
    }

    /// <summary>Returns the client access URI of a hub.</summary>
    public static Uri ClientUri(
        Uri endpoint,
        string hub = "chat",
        string? userId = null,
        IEnumerable<string>? roles = null,
        IEnumerable<string>? groups = null,
        string query = "",
        string key = Key)
    {
        string token = Create($"{endpoint}client/hubs/{hub}", userId, roles, groups, key);
        string scheme = endpoint.Scheme == Uri.UriSchemeHttps ? "wss" : "ws";
        return new Uri($"{scheme}://{endpoint.Authority}/client/hubs/{hub}?access_token={token}{query}");
    }
}
