// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using WebPubSub.Emulator.Access;
using WebPubSub.Emulator.Configuration;
using WebPubSub.Emulator.Connections;
using WebPubSub.Emulator.Hubs;
using WebPubSub.Emulator.Tracing;

namespace WebPubSub.Emulator.LivePage;

/// <summary>The endpoints of the live page: the page at the root of the emulator, its files, and the calls that it makes.</summary>
internal sealed class LivePageEndpoints(
    LiveRun run, LivePageGuard guard, LiveFeed feed, LiveHubs liveHubs, EmulatorInspector inspector, EmulatorTrace trace, EmulatorFaults faults, HubRegistry hubs, ClientTokens tokens, EmulatorAddress address)
{
    private const int MaxFailures = 5;
    private static readonly TimeSpan TokenLifetime = TimeSpan.FromHours(1);

    public void Map(IEndpointRouteBuilder app)
    {
        MapAsset(app, "/", new LivePageAsset("index.html", "text/html; charset=utf-8"), isPage: true);
        MapAsset(app, "/live/live.css", new LivePageAsset("live.css", "text/css; charset=utf-8"));
        foreach (string script in (string[])["live.js", "trace.js", "connections.js", "test-client.js", "protocols.js", "elements.js"])
        {
            MapAsset(app, "/live/" + script, new LivePageAsset(script, "text/javascript; charset=utf-8"));
        }

        Map(app, HttpMethods.Get, "/live/feed", feed.InvokeAsync);
        Map(app, HttpMethods.Get, "/live/summary", WriteSummaryAsync);
        Map(app, HttpMethods.Get, "/live/entries/{number:long:min(0)}", WriteDetailAsync);
        Map(app, HttpMethods.Post, "/live/clients", CreateClientAsync);
        Map(app, HttpMethods.Post, "/live/connections/{connection}/drop", http => Answer(http, faults.DropTransport(ConnectionIdOf(http))));
        Map(app, HttpMethods.Post, "/live/connections/{connection}/close", http => Answer(http, Close(ConnectionIdOf(http))));
    }

    private void MapAsset(IEndpointRouteBuilder app, string pattern, LivePageAsset asset, bool isPage = false) =>
        Map(app, HttpMethods.Get, pattern, asset.WriteAsync, isPage);

    private void Map(IEndpointRouteBuilder app, string method, string pattern, RequestDelegate handle, bool isPage = false) =>
        app.MapMethods(pattern, [method], http => GuardAsync(http, handle, isPage));

    private async Task GuardAsync(HttpContext http, RequestDelegate handle, bool isPage)
    {
        IHeaderDictionary headers = http.Response.Headers;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.ContentSecurityPolicy =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self' ws: wss:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        if (guard.Validate(http.Request, isPage) is { } fault)
        {
            await RejectAsync(http, StatusCodes.Status403Forbidden, fault);
            return;
        }

        await handle(http);
    }

    private Task WriteSummaryAsync(HttpContext http)
    {
        IEnumerable<EmulatorTraceEntry> failures = inspector.Entries.Where(entry => entry.Reason is not null && (entry.IsFailure || HasUnknownSubprotocol(entry)))
            .GroupBy(entry => entry.Reason).Select(same => same.LastOrDefault(entry => entry is EmulatorHandlerCall) ?? same.Last()).OrderBy(entry => entry.Number).TakeLast(MaxFailures);
        var summary = new LiveSummary(liveHubs.Describe(inspector.Connections), [.. failures.Select(LiveEntryWriter.Write)]);
        return WriteAsync(http, summary, LiveJsonContext.Default.LiveSummary);
    }

    // Such a client is connected, but the service does not understand its messages.
    private static bool HasUnknownSubprotocol(EmulatorTraceEntry entry) => entry is EmulatorConnectionEvent { Kind: EmulatorConnectionEventKind.Opened };

    private Task WriteDetailAsync(HttpContext http)
    {
        long number = long.Parse((string)http.Request.RouteValues["number"]!, NumberStyles.None, CultureInfo.InvariantCulture);
        return http.Request.Query["run"] == run.Id && trace.Find(number) is { } entry
            ? WriteAsync(http, LiveDetailWriter.Write(entry), LiveJsonContext.Default.LiveDetail)
            : RejectAsync(http, StatusCodes.Status404NotFound, "The trace no longer contains this entry.");
    }

    private async Task CreateClientAsync(HttpContext http)
    {
        // Other origins cannot send this content type without a preflight request, which the emulator does not answer.
        if (http.Request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true)
        {
            await RejectAsync(http, StatusCodes.Status415UnsupportedMediaType, "The body must be JSON (application/json).");
            return;
        }

        LiveClientRequest? request = await ReadAsync(http);
        string[] groups = [.. request?.Groups ?? []];
        if (request is null || !WebPubSubNames.IsValidHub(request.Hub))
        {
            await RejectAsync(http, StatusCodes.Status400BadRequest, "A hub name is a letter, followed by letters, digits or one of _ ` , . [ ].");
        }
        else if (!groups.All(WebPubSubNames.IsValidGroup))
        {
            await RejectAsync(http, StatusCodes.Status400BadRequest, "A group name has 1 to 1,024 characters.");
        }
        else
        {
            await WriteAsync(http, new LiveClientReply(CreateUrl(request, groups)), LiveJsonContext.Default.LiveClientReply);
        }
    }

    private string CreateUrl(LiveClientRequest request, string[] groups)
    {
        string audience = $"{address.Endpoint.GetLeftPart(UriPartial.Authority)}/client/hubs/{Uri.EscapeDataString(request.Hub!)}";
        string token = tokens.Create(audience, TokenLifetime, request.UserId, [.. request.Roles ?? []], groups);
        return $"/client/hubs/{Uri.EscapeDataString(request.Hub!)}?access_token={token}"; // a path, because the page knows the host name by which it was reached
    }

    private bool Close(string connectionId)
    {
        ClientConnection? connection = hubs.All.Select(hub => hub.Find(connectionId)).FirstOrDefault(found => found is not null);
        connection?.Close(CloseRequest.With(WebSocketCloseStatus.NormalClosure, "Closed on the live page."));
        return connection is not null;
    }

    private static string ConnectionIdOf(HttpContext http) => (string)http.Request.RouteValues["connection"]!;

    private static Task Answer(HttpContext http, bool found)
    {
        http.Response.StatusCode = found ? StatusCodes.Status204NoContent : StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static async Task<LiveClientRequest?> ReadAsync(HttpContext http)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(http.Request.Body, LiveJsonContext.Default.LiveClientRequest, http.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task WriteAsync<T>(HttpContext http, T value, JsonTypeInfo<T> type)
    {
        http.Response.ContentType = "application/json";
        await JsonSerializer.SerializeAsync(http.Response.Body, value, type, http.RequestAborted);
    }

    private static Task RejectAsync(HttpContext http, int status, string reason)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(reason, http.RequestAborted);
    }
}
