// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace WebPubSub.AspNetCore.Dispatch;

/// <summary>The endpoint for hubs that are not registered. Without it, routing would reject their events without a line in the log.</summary>
internal sealed class UnknownHubEndpoint(IReadOnlyList<string> hubs, ILogger logger)
{
    public Task InvokeAsync(HttpContext http)
    {
        // The path is logged percent-encoded, so that a line break in it cannot forge a line of the log.
        logger.UnknownPath(http.Request.Path.ToUriComponent(), Explanation.WrongHandlerPath, string.Join(", ", hubs));
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
