// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace WebPubSub.AspNetCore.Negotiation;

/// <summary>Answers an authenticated caller with the URL for a client of the hub.</summary>
internal sealed class NegotiateEndpoint(WebPubSubServiceClient service, WebPubSubNegotiateOptions options, ILogger logger)
{
    public async Task InvokeAsync(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store"; // the answer contains an access token
        bool isAuthenticated = http.User.Identity?.IsAuthenticated == true;
        if (!isAuthenticated && !options.AllowAnonymous)
        {
            logger.NotAuthenticated(service.Hub);
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        if (await CreateAccessAsync(http, isAuthenticated) is not { } access)
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        ClientAccess client = await service.GetClientAccessAsync(access, http.RequestAborted);
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(new NegotiateResponse(client.Uri.AbsoluteUri, client.ExpiresOn), NegotiateJsonContext.Default.NegotiateResponse);
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }

    // Returns null if the call is rejected.
    private async ValueTask<ClientAccessOptions?> CreateAccessAsync(HttpContext http, bool isAuthenticated)
    {
        if (isAuthenticated && RequestOrigin.FindForeign(http.Request, options.AllowedOrigins) is { } origin)
        {
            logger.ForeignOrigin(service.Hub, origin);
            return null;
        }

        string? userId = isAuthenticated ? FindUserId(http.User) : null;
        if (isAuthenticated && userId is null)
        {
            logger.NoUserId(service.Hub, string.Join(", ", options.UserIdClaimTypes));
            return null;
        }

        if (options.GroupClaimTypes.FirstOrDefault(type => !http.User.FindAll(type).All(claim => WebPubSubNames.IsValidGroup(claim.Value))) is { } invalid)
        {
            logger.InvalidGroup(service.Hub, invalid);
            return null;
        }

        ClientAccessOptions access = ApplyRules(http.User, userId);
        if (options.OnNegotiate is null)
        {
            return access;
        }

        var context = new WebPubSubNegotiateContext(http.User, access, http.RequestServices, http.RequestAborted);
        await options.OnNegotiate(context);
        if (context.IsRejected)
        {
            logger.NegotiateRejected(service.Hub);
            return null;
        }

        return access;
    }

    private string? FindUserId(ClaimsPrincipal user) =>
        options.UserIdClaimTypes.Select(user.FindFirstValue).FirstOrDefault(value => !string.IsNullOrEmpty(value));

    private ClientAccessOptions ApplyRules(ClaimsPrincipal user, string? userId)
    {
        var access = new ClientAccessOptions { UserId = userId, ExpiresAfter = options.ExpiresAfter, Protocol = options.Protocol };
        foreach (string group in options.GroupClaimTypes.SelectMany(user.FindAll).Select(claim => claim.Value).Distinct())
        {
            access.Groups.Add(group);
        }

        foreach (string role in options.RoleRules.Where(rule => user.HasClaim(rule.Type, rule.Value)).SelectMany(rule => rule.Roles).Distinct())
        {
            access.Roles.Add(role);
        }

        return access;
    }
}
