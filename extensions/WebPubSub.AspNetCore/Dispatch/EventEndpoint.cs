// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using WebPubSub.AspNetCore.Security;
using WebPubSub.AspNetCore.Telemetry;

namespace WebPubSub.AspNetCore.Dispatch;

/// <summary>
/// The endpoint for webhook validations and events. It checks the headers, the origin, the signature or token, the hub and the body of an event, in this order,
/// before it calls the hub.
/// </summary>
/// <remarks>See docs/protocols/event-handler.md#3-webhook-validation and #42-checks.</remarks>
internal sealed class EventEndpoint(
    string hubName, EventVerifier verifier, HubInvoker hub, WebPubSubHubMappings mappings, HelpPage? help, SlowEvents slowEvents, ILogger logger)
{
    public Task InvokeAsync(HttpContext http) =>
        HttpMethods.IsPost(http.Request.Method) ? HandleEventAsync(http) : ValidateAsync(http);

    private Task ValidateAsync(HttpContext http)
    {
        string? origin = http.Request.Headers["WebHook-Request-Origin"];
        if (string.IsNullOrEmpty(origin))
        {
            return AnswerOtherCallerAsync(http);
        }

        if (verifier.IsOriginAllowed(origin))
        {
            // The answer is "*" because the origin can be a list, and the service may expect another host of it. Only this caller receives the answer.
            http.Response.Headers["WebHook-Allowed-Origin"] = "*";
            logger.ValidationAllowed(hubName, origin);
        }
        else
        {
            logger.ValidationRefused(hubName, origin, verifier.Hosts);
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
        }

        return Task.CompletedTask;
    }

    // The caller is not the service. It is, for example, the browser of a developer.
    private Task AnswerOtherCallerAsync(HttpContext http)
    {
        if (help is not null && HttpMethods.IsGet(http.Request.Method))
        {
            return help.WriteAsync(http);
        }

        logger.ValidationWithoutOrigin(hubName);
        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    }

    private async Task HandleEventAsync(HttpContext http)
    {
        HandlerTelemetry.Event telemetry = HandlerTelemetry.Start(hubName, http.Request.Headers["ce-type"]);
        EventOutcome outcome = new WebPubSubEventReply(StatusCodes.Status499ClientClosedRequest); // used if the service aborts the request
        try
        {
            outcome = await GetOutcomeAsync(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The service does not read the answer.
        }
        finally
        {
            telemetry.End(outcome.Reply.StatusCode, outcome.Failure);
        }

        WebPubSubEventReply reply = outcome.Reply;
        http.Response.StatusCode = reply.StatusCode;
        for (int i = 0; i < reply.Headers.Count; i++)
        {
            http.Response.Headers.Append(reply.Headers[i].Key, reply.Headers[i].Value);
        }

        if (reply.Body is not null)
        {
            ReadOnlyMemory<byte> body = reply.Body.ToMemory();
            http.Response.ContentType = reply.ContentType;
            http.Response.ContentLength = body.Length;
            await http.Response.Body.WriteAsync(body, http.RequestAborted);
        }
    }

    private async ValueTask<EventOutcome> GetOutcomeAsync(HttpContext http)
    {
        IHeaderDictionary headers = http.Request.Headers;
        if (!WebPubSubEventReader.TryReadContext(
            headers, static (source, name) => source[name], new HeaderSnapshot(headers), out WebPubSubConnectionContext? context, out string? error))
        {
            logger.NotAnEvent(hubName, error);
            return new WebPubSubEventReply(StatusCodes.Status400BadRequest);
        }

        if (!verifier.IsOriginAllowed(context.Origin))
        {
            logger.UnknownOrigin(hubName, context.Origin!, verifier.Hosts);
            return new WebPubSubEventReply(StatusCodes.Status401Unauthorized);
        }

        Verification verification = await verifier.VerifyAsync(http, context);
        if (verification.Resource is not { } resource)
        {
            logger.NotVerified(hubName, context.ConnectionId, context.Origin!, verification.Fault!);
            return new WebPubSubEventReply(StatusCodes.Status401Unauthorized);
        }

        if (!string.Equals(context.Hub, hubName, StringComparison.OrdinalIgnoreCase))
        {
            logger.UnknownHub(hubName, Explanation.UnknownHub(context.Hub, mappings.HubNames));
            return new WebPubSubEventReply(StatusCodes.Status404NotFound);
        }

        return await ReadAndInvokeAsync(http, context, resource.Options);
    }

    private async ValueTask<EventOutcome> ReadAndInvokeAsync(HttpContext http, WebPubSubConnectionContext context, WebPubSubOptions options)
    {
        BinaryData? body;
        try
        {
            body = await RequestBody.ReadAsync(http.Request, options.MaxEventBodySize, http.RequestAborted);
        }
        catch (BadHttpRequestException exception)
        {
            logger.BrokenBody(exception, context.EventName, hubName, exception.StatusCode);
            return new WebPubSubEventReply(exception.StatusCode);
        }

        if (body is null)
        {
            logger.BodyTooLarge(context.EventName, hubName, Explanation.MessageTooBig(options.MaxEventBodySize, http.Request.ContentLength));
            return new WebPubSubEventReply(StatusCodes.Status413PayloadTooLarge);
        }

        string type = http.Request.Headers["ce-type"]!;
        WebPubSubEventRequest? request;
        try
        {
            request = WebPubSubEventReader.Read(context, type, http.Request.ContentType, body);
        }
        catch (FormatException exception)
        {
            logger.MalformedBody(exception, context.EventName, hubName);
            return new WebPubSubEventReply(StatusCodes.Status400BadRequest);
        }

        if (request is null)
        {
            logger.UnknownEvent(type, hubName);
            return new WebPubSubEventReply(StatusCodes.Status204NoContent);
        }

        logger.Dispatching(context.EventName, hubName, context.ConnectionId, context.EventId);
        LinkedListNode<SlowEvents.RunningEvent> running = slowEvents.Add(context.EventName);
        try
        {
            return await hub.InvokeAsync(http.RequestServices, request, options.RetryFailedEvents, http.RequestAborted);
        }
        finally
        {
            slowEvents.Remove(running);
        }
    }
}
