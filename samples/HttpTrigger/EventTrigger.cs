// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub;

namespace HttpTrigger;

/// <summary>An HTTP trigger that a function host calls. It is the event handler of a hub, without a web framework.</summary>
internal sealed class EventTrigger(WebPubSubServiceEndpoint endpoint, string hubName, Func<WebPubSubHub> createHub)
{
    private const int MaxBodySize = 1024 * 1024;

    public async Task<TriggerResponse> RunAsync(TriggerRequest request, CancellationToken cancellationToken)
    {
        string? origin = request.Header("WebHook-Request-Origin");
        bool isOriginKnown = EventOrigin.Includes(origin, endpoint.Endpoint.Host);

        // Webhook validation: the service sends this request before it sends events.
        if (request.Method is "OPTIONS" or "GET")
        {
            return isOriginKnown ? new TriggerResponse(200) { Headers = [new("WebHook-Allowed-Origin", "*")] } : new TriggerResponse(403);
        }

        if (!WebPubSubEventReader.TryReadContext(request.Header, request.Headers, out WebPubSubConnectionContext? context, out _))
        {
            return new TriggerResponse(400);
        }

        if (!isOriginKnown || !EventSignature.Verify(context.Signature, context.ConnectionId, endpoint.KeyCredential!.Key))
        {
            return new TriggerResponse(401);
        }

        if (!string.Equals(context.Hub, hubName, StringComparison.OrdinalIgnoreCase))
        {
            return new TriggerResponse(404);
        }

        // The body is read only after these checks, up to the maximum size of a client message.
        return await request.ReadBodyAsync(MaxBodySize, cancellationToken) is { } body
            ? await DispatchAsync(context, request, body, cancellationToken)
            : new TriggerResponse(413);
    }

    private async Task<TriggerResponse> DispatchAsync(
        WebPubSubConnectionContext context, TriggerRequest request, BinaryData body, CancellationToken cancellationToken)
    {
        WebPubSubEventRequest? webPubSubEvent;
        try
        {
            webPubSubEvent = WebPubSubEventReader.Read(context, request.Header("ce-type")!, request.Header("Content-Type"), body);
        }
        catch (FormatException)
        {
            return new TriggerResponse(400);
        }

        if (webPubSubEvent is null)
        {
            return new TriggerResponse(204); // this version does not support the type of the event
        }

        WebPubSubEventResponse? response = await WebPubSubHubDispatcher.DispatchAsync(createHub(), webPubSubEvent, cancellationToken);
        WebPubSubEventReply reply = WebPubSubEventWriter.Write(response, webPubSubEvent);
        return new TriggerResponse(reply.StatusCode) { ContentType = reply.ContentType, Body = reply.Body, Headers = reply.Headers };
    }
}
