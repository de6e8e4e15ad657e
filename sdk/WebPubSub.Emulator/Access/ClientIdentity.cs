// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.IdentityModel.JsonWebTokens;

namespace WebPubSub.Emulator.Access;

/// <summary>The user ID, roles, groups and claims in the token of a client. See docs/protocols/client-protocols.md#13-token.</summary>
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
