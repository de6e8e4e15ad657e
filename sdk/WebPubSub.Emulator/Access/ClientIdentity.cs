// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.IdentityModel.JsonWebTokens;

namespace WebPubSub.Emulator.Access;

/// <summary>Who a client is and what it may do, as its token says. Client protocol reference, section 1.3.</summary>
internal sealed record ClientIdentity(
    string? UserId, IReadOnlyList<string> Roles, IReadOnlyList<string> Groups, IReadOnlyDictionary<string, string[]> Claims)
{
    private const string LongUserId = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier";
    private const string LongRole = "http://schemas.microsoft.com/ws/2008/06/identity/claims/role";

    public static readonly ClientIdentity Anonymous = new(null, [], [], new Dictionary<string, string[]>());

    public static ClientIdentity Read(JsonWebToken token)
    {
        Dictionary<string, string[]> claims = token.Claims
            .GroupBy(claim => claim.Type, claim => claim.Value, StringComparer.Ordinal)
            .ToDictionary(claim => claim.Key, claim => claim.ToArray(), StringComparer.Ordinal);
        return new ClientIdentity(
            Values("sub").Concat(Values(LongUserId)).FirstOrDefault(),
            [.. Values("role"), .. Values(LongRole)],
            Values("webpubsub.group"),
            claims);

        string[] Values(string type) => claims.GetValueOrDefault(type, []);
    }
}
