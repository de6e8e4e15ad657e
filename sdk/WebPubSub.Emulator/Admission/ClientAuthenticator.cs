// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using WebPubSub.Emulator.Access;
using WebPubSub.Emulator.Configuration;
using WebPubSub.Emulator.Faults;

namespace WebPubSub.Emulator.Admission;

/// <summary>Authenticates clients by their access tokens. See docs/protocols/client-protocols.md#13-token.</summary>
internal sealed class ClientAuthenticator(HubSettings settings, AccessTokenValidator tokens, FaultLists faults, ClientRejections rejections)
{
    /// <returns>The identity of the client; <see langword="null"/> if it was rejected.</returns>
    public async Task<ClientIdentity?> AuthenticateAsync(HttpContext http, string hub)
    {
        string? token = http.Request.Query["access_token"];
        token = string.IsNullOrEmpty(token) ? AccessTokenValidator.FromHeader(http.Request) : token;
        if (faults.Tokens.Take(hub) is not null)
        {
            return Reject(http, hub, "A fault of the test rejected the access token as expired.");
        }

        if (string.IsNullOrEmpty(token))
        {
            return settings.Find(hub)?.AllowAnonymous == true
                ? ClientIdentity.Anonymous
                : Reject(http, hub, Explanation.NoToken + " The hub does not allow anonymous clients.");
        }

        string path = $"/client/hubs/{hub}"; // also for a request that names the hub in its query
        (JsonWebToken? valid, string? rejection) = await tokens.ValidateAsync(
            token, http.Request, (audience, authorities, _) => AudienceRule.MatchesClient(audience, authorities, path), path);
        if (valid is null)
        {
            return Reject(http, hub, rejection!);
        }

        ClientIdentity identity = ClientIdentity.Read(valid);
        if (!identity.Groups.All(WebPubSubNames.IsValidGroup))
        {
            await rejections.RejectAsync(http, hub, StatusCodes.Status400BadRequest, "The token has an invalid group name.");
            return null;
        }

        return identity;
    }

    private ClientIdentity? Reject(HttpContext http, string hub, string reason)
    {
        http.Response.Headers.WWWAuthenticate = BearerChallenge.Create(reason);
        rejections.Reject(http, hub, StatusCodes.Status401Unauthorized, reason);
        return null;
    }
}
