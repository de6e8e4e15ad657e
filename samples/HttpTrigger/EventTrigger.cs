// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub;

namespace HttpTrigger;

/// <summary>An HTTP trigger as a function host calls it: the event handler of a hub without a web framework.</summary>
internal sealed class EventTrigger(WebPubSubServiceEndpoint endpoint, Func<WebPubSubHub> createHub)
{
    public async Task<TriggerResponse> RunAsync(TriggerRequest request, CancellationToken cancellationToken)
    {
        // The service asks whether this is the right place before it sends anything.
        if (request.Method is "OPTIONS" or "GET")
        {
            return EventOrigin.Names(request.Header("WebHook-Request-Origin"), endpoint.Endpoint.Host)
                ? new TriggerResponse(200) { Headers = [new("WebHook-Allowed-Origin", "*")] }
                : new TriggerResponse(403);
        }

        if (!WebPubSubEventReader.TryReadContext(request.Header, request.Headers, out WebPubSubConnectionContext? context, out _))
        {
            return new TriggerResponse(400);
        }

        if (!EventSignature.Verify(context.Signature, context.ConnectionId, endpoint.KeyCredential!.Key))
        {
            return new TriggerResponse(401);
        }

        if (WebPubSubEventReader.Read(context, request.Header("ce-type")!, request.Header("Content-Type"), request.Body) is not { } webPubSubEvent)
        {
            return new TriggerResponse(204); // a kind of event that this version does not know
        }

        WebPubSubEventResponse? response = await WebPubSubHubDispatcher.DispatchAsync(createHub(), webPubSubEvent, cancellationToken);
        WebPubSubEventReply reply = WebPubSubEventWriter.Write(response, webPubSubEvent);
        return new TriggerResponse(reply.StatusCode) { ContentType = reply.ContentType, Body = reply.Body, Headers = reply.Headers ?? [] };
    }
}
