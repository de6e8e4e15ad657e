// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using WebPubSub.Emulator.Access;
using WebPubSub.Emulator.Configuration;
using WebPubSub.Emulator.Faults;

namespace WebPubSub.Emulator.Admission;

/// <summary>Finds out who a client is by its access token. Client protocol reference, section 1.3.</summary>
internal sealed class ClientAuthenticator(HubSettings settings, AccessTokenValidator tokens, FaultLists faults, ClientRefusals refusals)
{
    /// <returns>Who it is; <see langword="null"/> if it was refused.</returns>
    public async Task<ClientIdentity?> AuthenticateAsync(HttpContext http, string hub)
    {
        string? token = http.Request.Query["access_token"];
        token = string.IsNullOrEmpty(token) ? AccessTokenValidator.FromHeader(http.Request) : token;
        if (faults.Tokens.Take(hub) is not null)
        {
            return Refuse(http, hub, "The access token is taken for expired, by a fault on purpose.");
        }

        if (string.IsNullOrEmpty(token))
        {
            return settings.Find(hub)?.AllowAnonymous == true
                ? ClientIdentity.Anonymous
                : Refuse(http, hub, "There is no access token, and the hub does not allow anonymous clients.");
        }

        string path = $"/client/hubs/{hub}"; // also when the hub is in the query
        (JsonWebToken? valid, string? refusal) = await tokens.ValidateAsync(
            token, http.Request, (audience, authorities, _) => AudienceRule.MatchesClient(audience, authorities, path), path);
        if (valid is null)
        {
            return Refuse(http, hub, char.ToUpperInvariant(refusal![0]) + refusal[1..] + ".");
        }

        ClientIdentity identity = ClientIdentity.Read(valid);
        if (!identity.Groups.All(WebPubSubNames.IsValidGroup))
        {
            await refusals.RefuseAsync(http, hub, StatusCodes.Status400BadRequest, "The token has an invalid group name.");
            return null;
        }

        return identity;
    }

    private ClientIdentity? Refuse(HttpContext http, string hub, string reason)
    {
        refusals.Refuse(http, hub, StatusCodes.Status401Unauthorized, reason);
        return null;
    }
}
