// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WebPubSub;

namespace Functions;

/// <summary>The event handler: it receives the events of the service and calls the hub.</summary>
public sealed class EventFunction(EventVerifier verifier, WebPubSubServiceClient<ChatHub> service, ILogger<EventFunction> logger)
{
    // The service has no function key. The signature of each event proves its sender.
    [Function("eventhandler")]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "options", "post", Route = "eventhandler")] HttpRequestData request,
        CancellationToken cancellationToken)
    {
        // Webhook validation: the service sends this request before it sends events.
        if (request.Method is "OPTIONS" or "GET")
        {
            return AnswerValidation(request);
        }

        if (!WebPubSubEventReader.TryReadContext(request.Header, request.AllHeaders(), out WebPubSubConnectionContext? context, out string? error))
        {
            logger.LogWarning("Rejected a request that is not an event, 400: {Reason}", error);
            return request.CreateResponse(HttpStatusCode.BadRequest);
        }

        if (!verifier.IsVerified(context))
        {
            logger.LogWarning("Rejected an event of connection {ConnectionId}, 401: the origin or the signature is wrong.", context.ConnectionId);
            return request.CreateResponse(HttpStatusCode.Unauthorized);
        }

        if (!string.Equals(context.Hub, service.Hub, StringComparison.OrdinalIgnoreCase))
        {
            logger.LogWarning("Rejected an event of hub '{Hub}', 404: this function serves the hub '{OwnHub}'.", context.Hub, service.Hub);
            return request.CreateResponse(HttpStatusCode.NotFound);
        }

        // The body is read only after these checks, up to the maximum size of a client message.
        return await request.ReadBodyAsync(verifier.MaxBodySize, cancellationToken) is { } body
            ? await DispatchAsync(context, request, body, cancellationToken)
            : request.CreateResponse(HttpStatusCode.RequestEntityTooLarge);
    }

    private HttpResponseData AnswerValidation(HttpRequestData request)
    {
        if (!verifier.IsOriginKnown(request.Header("WebHook-Request-Origin")))
        {
            return request.CreateResponse(HttpStatusCode.Forbidden);
        }

        HttpResponseData response = request.CreateResponse(HttpStatusCode.OK);
        response.Headers.Add("WebHook-Allowed-Origin", "*");
        return response;
    }

    private async Task<HttpResponseData> DispatchAsync(
        WebPubSubConnectionContext context, HttpRequestData request, BinaryData body, CancellationToken cancellationToken)
    {
        WebPubSubEventRequest? webPubSubEvent;
        try
        {
            webPubSubEvent = WebPubSubEventReader.Read(context, request.Header("ce-type")!, request.Header("Content-Type"), body);
        }
        catch (FormatException exception)
        {
            logger.LogWarning(exception, "Rejected the event '{EventName}', 400: its body is malformed.", context.EventName);
            return request.CreateResponse(HttpStatusCode.BadRequest);
        }

        return webPubSubEvent is null
            ? request.CreateResponse(HttpStatusCode.NoContent) // this version does not support the type of the event
            : await AnswerAsync(request, await InvokeHubAsync(webPubSubEvent, request.FunctionContext, cancellationToken), cancellationToken);
    }

    private async Task<WebPubSubEventReply> InvokeHubAsync(
        WebPubSubEventRequest webPubSubEvent, FunctionContext invocation, CancellationToken cancellationToken)
    {
        try
        {
            ChatHub hub = invocation.InstanceServices.GetRequiredService<ChatHub>();
            WebPubSubEventResponse? response = await WebPubSubHubDispatcher.DispatchAsync(hub, webPubSubEvent, cancellationToken);
            return WebPubSubEventWriter.Write(response, webPubSubEvent);
        }
#pragma warning disable CA1031 // without this catch, the function answers 500, and the service sends the event again
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            logger.LogError(exception, "The hub failed to handle the event '{EventName}'.", webPubSubEvent.ConnectionContext.EventName);
            int status = webPubSubEvent is ConnectEventRequest ? 500 : 400;
            return WebPubSubEventWriter.Write(new EventErrorResponse(status), webPubSubEvent);
        }
    }

    private static async Task<HttpResponseData> AnswerAsync(HttpRequestData request, WebPubSubEventReply reply, CancellationToken cancellationToken)
    {
        HttpResponseData response = request.CreateResponse((HttpStatusCode)reply.StatusCode);
        foreach ((string name, string value) in reply.Headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        if (reply.Body is not null)
        {
            response.Headers.TryAddWithoutValidation("Content-Type", reply.ContentType);
            await response.Body.WriteAsync(reply.Body.ToMemory(), cancellationToken);
        }

        return response;
    }
}
