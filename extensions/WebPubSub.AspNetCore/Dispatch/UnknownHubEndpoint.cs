// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace WebPubSub.AspNetCore.Dispatch;

/// <summary>Answers for the hubs that nobody registered: without it, routing would refuse them and say nothing.</summary>
internal sealed class UnknownHubEndpoint(IReadOnlyList<string> hubs, ILogger logger)
{
    public Task InvokeAsync(HttpContext http)
    {
        // As it came: a line break in it would look like a line of this application.
        logger.UnknownPath(http.Request.Path.ToUriComponent(), string.Join(", ", hubs));
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
