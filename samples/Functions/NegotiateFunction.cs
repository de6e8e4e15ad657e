// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using WebPubSub;

namespace Functions;

/// <summary>Gives each signed-in user the URL for a client of the hub.</summary>
public sealed class NegotiateFunction(WebPubSubServiceClient<ChatHub> service)
{
    [Function("negotiate")]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "negotiate")] HttpRequestData request, CancellationToken cancellationToken)
    {
        if (FindUserId(request) is not { } userId)
        {
            return CreateResponse(request, HttpStatusCode.Unauthorized);
        }

        ClientAccess client = await service.GetClientAccessAsync(new ClientAccessOptions { UserId = userId }, cancellationToken);
        HttpResponseData response = CreateResponse(request, HttpStatusCode.OK);
        response.Headers.Add("Content-Type", "application/json");
        await JsonSerializer.SerializeAsync(
            response.Body, new NegotiateAnswer(client.Uri.AbsoluteUri, client.ExpiresOn), JsonSerializerOptions.Web, cancellationToken);
        return response;
    }

    // The caller writes the query, the body and the headers. Only the identities come from the authentication of the platform. The identity of a function key
    // has neither of the claims.
    private static string? FindUserId(HttpRequestData request) => request.Identities
        .Where(identity => identity.IsAuthenticated)
        .Select(identity => identity.FindFirst(ClaimTypes.NameIdentifier)?.Value ?? identity.FindFirst("sub")?.Value)
        .FirstOrDefault(value => !string.IsNullOrEmpty(value));

    private static HttpResponseData CreateResponse(HttpRequestData request, HttpStatusCode status)
    {
        HttpResponseData response = request.CreateResponse(status);
        response.Headers.Add("Cache-Control", "no-store"); // the answer contains an access token
        return response;
    }
}
