// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure;
using Azure.Core;
using WebPubSub.Failover;

namespace WebPubSub;

// A client of several resources: client access for the first that is up, everything else to all that are up.
public partial class WebPubSubServiceClient
{
    private readonly ServiceResource[] _resources = null!;

    private ServiceResource Primary => _resources[0];

    private async ValueTask<ServiceResource> GetActiveAsync(CancellationToken cancellationToken)
    {
        if (_resources.Length > 1)
        {
            foreach (ServiceResource resource in _resources)
            {
                EndpointHealth health = resource.Health!;
                if (health.IsStale ? await health.ProbeAsync().WaitAsync(cancellationToken).ConfigureAwait(false) : !health.IsDown)
                {
                    return resource;
                }
            }
        }

        return Primary; // when none is up, the one that clients belong to
    }

    private ServiceResource GetActive()
    {
        if (_resources.Length > 1)
        {
            foreach (ServiceResource resource in _resources)
            {
                EndpointHealth health = resource.Health!;
                if (health.IsStale ? health.Probe() : !health.IsDown)
                {
                    return resource;
                }
            }
        }

        return Primary;
    }

    private ServiceResource[] GetUsable()
    {
        ServiceResource[] usable = [.. _resources.Where(resource => resource.Health is not { IsDown: true })];
        foreach (ServiceResource resource in _resources)
        {
            if (resource.Health is { IsDown: true, IsStale: true } health)
            {
                _ = health.ProbeAsync(); // it is held there; nobody waits for an endpoint that was down
            }
        }

        return usable.Length > 0 ? usable : _resources;
    }

    private async Task<Response> SendToUsableAsync(HttpMessage message, RequestContext? context)
    {
        RequestContent? content = Buffer(message.Request.Content);
        Outcome[] outcomes = await Task.WhenAll(GetUsable().Select(resource => TrySendAsync(resource, message, content, context))).ConfigureAwait(false);
        context?.CancellationToken.ThrowIfCancellationRequested();
        return Outcome.Choose(outcomes);
    }

    private Response SendToUsable(HttpMessage message, RequestContext? context)
    {
        RequestContent? content = Buffer(message.Request.Content);
        Outcome[] outcomes = [.. GetUsable().Select(resource => TrySend(resource, message, content, context))];
        context?.CancellationToken.ThrowIfCancellationRequested();
        return Outcome.Choose(outcomes);
    }

    private async Task<Outcome> TrySendAsync(ServiceResource resource, HttpMessage message, RequestContent? content, RequestContext? context)
    {
        using HttpMessage copy = Copy(message, content, resource, context);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(context?.CancellationToken ?? default);
        try
        {
            Task sending = resource.Pipeline.SendAsync(copy, cancellation.Token).AsTask();
            await GiveUpWhenDownAsync(sending, resource.Health!, cancellation).ConfigureAwait(false);
            return new Outcome(resource, copy.Response, null);
        }
#pragma warning disable CA1031 // the choice among the outcomes throws it, if the caller is to hear of it
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new Outcome(resource, null, exception);
        }
    }

    // An endpoint that swallows what it gets would hold a request for the whole of its timeout.
    private static async Task GiveUpWhenDownAsync(Task sending, EndpointHealth health, CancellationTokenSource cancellation)
    {
        while (!sending.IsCompleted)
        {
            try
            {
                await sending.WaitAsync(health.Patience, health.Time).ConfigureAwait(false);
            }
            catch (TimeoutException) when (!sending.IsCompleted)
            {
                if (!await health.ProbeAsync().ConfigureAwait(false))
                {
                    await cancellation.CancelAsync().ConfigureAwait(false);
                    break;
                }
            }
        }

        await sending.ConfigureAwait(false);
    }

    private Outcome TrySend(ServiceResource resource, HttpMessage message, RequestContent? content, RequestContext? context)
    {
        using HttpMessage copy = Copy(message, content, resource, context);
        try
        {
            resource.Pipeline.Send(copy, context?.CancellationToken ?? default);
            return new Outcome(resource, copy.Response, null);
        }
#pragma warning disable CA1031 // as above
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new Outcome(resource, null, exception);
        }
    }

    private HttpMessage Copy(HttpMessage message, RequestContent? content, ServiceResource resource, RequestContext? context)
    {
        HttpMessage copy = resource.CreateMessage(context, message.ResponseClassifier);
        copy.Request.Method = message.Request.Method;
        copy.Request.Uri.Reset(new Uri(resource.Endpoint.AbsoluteUri + message.Request.Uri.ToUri().AbsoluteUri[Primary.Endpoint.AbsoluteUri.Length..]));
        foreach (HttpHeader header in message.Request.Headers)
        {
            copy.Request.Headers.SetValue(header.Name, header.Value);
        }

        copy.Request.Content = content;
        return copy;
    }

    // A stream can be read by one request at a time only.
    private static RequestContent? Buffer(RequestContent? content)
    {
        if (content is null)
        {
            return null;
        }

        using var buffer = new MemoryStream();
        content.WriteTo(buffer, CancellationToken.None);
        return RequestContent.Create(buffer.ToArray());
    }
}
