// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Security.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace WebPubSub.AspNetCore.Dispatch;

/// <summary>Makes a hub in the scope of the request, calls it through the filters, and turns what comes of it into an answer.</summary>
internal sealed class HubInvoker(Type hubType, string hubName, ILogger logger)
{
    public async ValueTask<WebPubSubEventReply> InvokeAsync(IServiceProvider services, WebPubSubEventRequest request, CancellationToken cancellationToken)
    {
        string eventName = request.ConnectionContext.EventName;
        try
        {
            var hub = (WebPubSubHub)services.GetRequiredService(hubType);
            WebPubSubEventResponse? response = await CallAsync(services, hub, request, cancellationToken);
            return WebPubSubEventWriter.Write(response, request);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new WebPubSubEventReply(StatusCodes.Status499ClientClosedRequest); // nobody is there to read it
        }
        catch (MqttConnectionException exception)
        {
            logger.HubRefused(exception, eventName, hubName);
            return WebPubSubEventWriter.Write(exception.MqttErrorResponse, request);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or AuthenticationException)
        {
            logger.HubRefused(exception, eventName, hubName);
            return WebPubSubEventWriter.Write(new EventErrorResponse(StatusCodes.Status401Unauthorized), request);
        }
#pragma warning disable CA1031 // whatever an application's handler throws is logged here and never leaves the process
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.HubFailed(exception, eventName, hubName);
            return WebPubSubEventWriter.Write(new EventErrorResponse(StatusCodes.Status500InternalServerError), request);
        }
    }

    private static ValueTask<WebPubSubEventResponse?> CallAsync(
        IServiceProvider services, WebPubSubHub hub, WebPubSubEventRequest request, CancellationToken cancellationToken)
    {
        IEnumerable<IWebPubSubHubFilter> filters = services.GetServices<IWebPubSubHubFilter>();
        if (!filters.Any())
        {
            return WebPubSubHubDispatcher.DispatchAsync(hub, request, cancellationToken);
        }

        WebPubSubHubHandler handler = (inner, token) => WebPubSubHubDispatcher.DispatchAsync(hub, inner, token);
        foreach (IWebPubSubHubFilter filter in filters.Reverse())
        {
            WebPubSubHubHandler next = handler;
            handler = (inner, token) => filter.InvokeAsync(hub, inner, next, token);
        }

        return handler(request, cancellationToken);
    }
}
