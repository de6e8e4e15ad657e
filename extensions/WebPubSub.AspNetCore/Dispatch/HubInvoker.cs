// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Security.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace WebPubSub.AspNetCore.Dispatch;

/// <summary>
/// The invoker of a hub. It creates the hub in the scope of the request, calls it through the filters, and converts the result into an answer.
/// </summary>
/// <param name="hubType">The class of the hub.</param>
/// <param name="create">The factory for a hub that is not a registered service; null for a registered service.</param>
/// <param name="hubName">The name of the hub.</param>
/// <param name="filters">The filters of the hub.</param>
/// <param name="unhandled">The warnings about events that the hub does not handle; null to disable them.</param>
/// <param name="logger">The logger.</param>
internal sealed class HubInvoker(
    Type hubType, Func<IServiceProvider, WebPubSubHub>? create, string hubName, HubFilters filters, UnhandledEvents? unhandled, ILogger logger)
{
    private const string NotRepeated = "The service does not retry the event. If the hub method may run again, set WebPubSubOptions.RetryFailedEvents.";
    private const string Repeated = "The service retries the event up to three times.";

    /// <summary>Calls the hub.</summary>
    /// <param name="services">The services of the request.</param>
    /// <param name="request">The event.</param>
    /// <param name="retriesFailures">Whether the service sends an event again after an exception of the hub.</param>
    /// <param name="cancellationToken">Cancelled when the service aborts the request.</param>
    public async ValueTask<EventOutcome> InvokeAsync(
        IServiceProvider services, WebPubSubEventRequest request, bool retriesFailures, CancellationToken cancellationToken)
    {
        string eventName = request.ConnectionContext.EventName;
        bool hasBegun = false;
        WebPubSubHub? hub = null;
        try
        {
            hub = create?.Invoke(services) ?? (WebPubSubHub)services.GetRequiredService(hubType);
            IWebPubSubHubFilter[] hubFilters = filters.Get(services);
            hasBegun = true;
            WebPubSubEventResponse? response = await CallAsync(hub, hubFilters, request, cancellationToken);
            WebPubSubEventReply reply = WebPubSubEventWriter.Write(response, request);
            if (reply.StatusCode >= StatusCodes.Status400BadRequest)
            {
                logger.HubRejected(eventName, hubName, request.ConnectionContext.ConnectionId, reply.StatusCode);
            }

            if (request is UserEventRequest { IsUnhandled: true })
            {
                unhandled?.LogOnce(eventName);
            }

            return reply;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new WebPubSubEventReply(StatusCodes.Status499ClientClosedRequest); // the service does not read the answer
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
#pragma warning disable CA1031 // every exception of the application's handler is logged here and does not leave the process
        catch (Exception exception)
#pragma warning restore CA1031
        {
            // After a 5xx answer, the service sends the event again. The hub then repeats the side effects that it had before it failed.
            bool isRepeated = retriesFailures || !hasBegun || request is ConnectEventRequest;
            int status = isRepeated ? StatusCodes.Status500InternalServerError : StatusCodes.Status400BadRequest;
            logger.HubFailed(exception, eventName, hubName, request.ConnectionContext.ConnectionId, status, isRepeated ? Repeated : NotRepeated);
            return new EventOutcome(WebPubSubEventWriter.Write(new EventErrorResponse(status), request), exception);
        }
        finally
        {
            await DisposeAsync(hub);
        }
    }

    // The scope of the request disposes registered hubs.
    private async ValueTask DisposeAsync(WebPubSubHub? hub)
    {
        if (create is null)
        {
            return;
        }

        try
        {
            if (hub is IAsyncDisposable asyncDisposable)
            {
                await asyncDisposable.DisposeAsync();
            }
            else
            {
                (hub as IDisposable)?.Dispose();
            }
        }
#pragma warning disable CA1031 // the event is already handled, so its answer must not change
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.HubNotDisposed(exception, hubName);
        }
    }

    private static ValueTask<WebPubSubEventResponse?> CallAsync(
        WebPubSubHub hub, IWebPubSubHubFilter[] filters, WebPubSubEventRequest request, CancellationToken cancellationToken)
    {
        if (filters.Length == 0)
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
