// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Security.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WebPubSub.AspNetCore.Security;

namespace WebPubSub.AspNetCore.Dispatch;

/// <summary>The way of one request: validation, or shape, signature, hub, body, hub method, answer. Each step refuses before the next one costs.</summary>
/// <remarks>Event handler reference, sections 3 and 4.2.</remarks>
internal sealed class EventEndpoint<THub>(
    string hubName,
    EventTrust trust,
    IOptions<WebPubSubHubOptions> hubs,
    ILoggerFactory loggers)
    where THub : WebPubSubHub
{
    private readonly ILogger _logger = loggers.CreateLogger("WebPubSub.AspNetCore.EventHandler");

    public Task InvokeAsync(HttpContext http) =>
        HttpMethods.IsPost(http.Request.Method) ? HandleEventAsync(http) : Validate(http);

    private Task Validate(HttpContext http)
    {
        string? origin = http.Request.Headers["WebHook-Request-Origin"];
        if (string.IsNullOrEmpty(origin))
        {
            _logger.ValidationWithoutOrigin(hubName);
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
        }
        else if (trust.IsOriginAllowed(origin))
        {
            // Not the origin itself: of a list the service may have meant another one, and the answer goes to this caller only.
            http.Response.Headers["WebHook-Allowed-Origin"] = "*";
        }
        else
        {
            _logger.ValidationRefused(hubName, origin, trust.Hosts);
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
        }

        return Task.CompletedTask;
    }

    private async Task HandleEventAsync(HttpContext http)
    {
        WebPubSubEventReply reply = await GetReplyAsync(http);
        http.Response.StatusCode = reply.StatusCode;
        if (reply.ConnectionState is not null)
        {
            http.Response.Headers["ce-connectionState"] = reply.ConnectionState;
        }

        if (reply.Body is not null)
        {
            http.Response.ContentType = reply.ContentType;
            http.Response.ContentLength = reply.Body.ToMemory().Length;
            await http.Response.Body.WriteAsync(reply.Body.ToMemory(), http.RequestAborted);
        }
    }

    private async Task<WebPubSubEventReply> GetReplyAsync(HttpContext http)
    {
        IHeaderDictionary headers = http.Request.Headers;
        if (!WebPubSubEventReader.TryReadContext(
            name => headers[name], Copy(headers), out WebPubSubConnectionContext? context, out string? error))
        {
            _logger.NotAnEvent(hubName, error);
            return new WebPubSubEventReply(StatusCodes.Status400BadRequest);
        }

        if (Refuse(context) is { } refusal)
        {
            return refusal;
        }

        BinaryData? body = await RequestBody.ReadAsync(http.Request, trust.MaxEventBodySize, http.RequestAborted);
        if (body is null)
        {
            _logger.BodyTooLarge(context.EventName, hubName, trust.MaxEventBodySize);
            return new WebPubSubEventReply(StatusCodes.Status413PayloadTooLarge);
        }

        return await ReadAndDispatchAsync(http, context, headers["ce-type"]!, body);
    }

    // A hub may keep the context; the server reuses the collection for the next request.
    private static Dictionary<string, string[]> Copy(IHeaderDictionary headers) =>
        headers.ToDictionary(header => header.Key, header => header.Value.ToArray()!, StringComparer.OrdinalIgnoreCase)!;

    private WebPubSubEventReply? Refuse(WebPubSubConnectionContext context)
    {
        if (!trust.IsOriginAllowed(context.Origin))
        {
            _logger.UnknownOrigin(hubName, context.Origin!, trust.Hosts);
            return new WebPubSubEventReply(StatusCodes.Status401Unauthorized);
        }

        if (!trust.IsSigned(context))
        {
            _logger.SignatureMismatch(hubName, context.ConnectionId, context.Origin!);
            return new WebPubSubEventReply(StatusCodes.Status401Unauthorized);
        }

        if (!string.Equals(context.Hub, hubName, StringComparison.OrdinalIgnoreCase))
        {
            _logger.UnknownHub(context.Hub, hubName, string.Join(", ", hubs.Value.Hubs.Select(hub => hub.HubName)));
            return new WebPubSubEventReply(StatusCodes.Status404NotFound);
        }

        return null;
    }

    private async Task<WebPubSubEventReply> ReadAndDispatchAsync(
        HttpContext http, WebPubSubConnectionContext context, string type, BinaryData body)
    {
        WebPubSubEventRequest? request;
        try
        {
            request = WebPubSubEventReader.Read(context, type, http.Request.ContentType, body);
        }
        catch (FormatException exception)
        {
            _logger.MalformedBody(exception, context.EventName, hubName);
            return new WebPubSubEventReply(StatusCodes.Status400BadRequest);
        }

        if (request is null)
        {
            _logger.UnknownEvent(type, hubName);
            return new WebPubSubEventReply(StatusCodes.Status204NoContent);
        }

        _logger.Dispatching(context.EventName, hubName, context.ConnectionId);
        return await DispatchAsync(http, request);
    }

    private async Task<WebPubSubEventReply> DispatchAsync(HttpContext http, WebPubSubEventRequest request)
    {
        try
        {
            THub hub = http.RequestServices.GetRequiredService<THub>();
            WebPubSubEventResponse? response = await CallAsync(hub, request, http.RequestAborted);
            return WebPubSubEventWriter.Write(response, request.ConnectionContext);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return new WebPubSubEventReply(StatusCodes.Status499ClientClosedRequest); // nobody is there to read it
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or AuthenticationException)
        {
            _logger.HubRefused(exception, request.ConnectionContext.EventName, hubName);
            return new WebPubSubEventReply(StatusCodes.Status401Unauthorized);
        }
#pragma warning disable CA1031 // whatever an application's handler throws is logged here and never leaves the process
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _logger.HubFailed(exception, request.ConnectionContext.EventName, hubName);
            return new WebPubSubEventReply(StatusCodes.Status500InternalServerError);
        }
    }

    private static async ValueTask<WebPubSubEventResponse?> CallAsync(
        THub hub, WebPubSubEventRequest request, CancellationToken cancellationToken)
    {
        switch (request)
        {
            case ConnectEventRequest connect:
                return await hub.OnConnectAsync(connect, cancellationToken);
            case UserEventRequest user:
                return await hub.OnMessageReceivedAsync(user, cancellationToken);
            case ConnectedEventRequest connected:
                await hub.OnConnectedAsync(connected, cancellationToken);
                return null;
            case DisconnectedEventRequest disconnected:
                await hub.OnDisconnectedAsync(disconnected, cancellationToken);
                return null;
            default:
                return null;
        }
    }
}
