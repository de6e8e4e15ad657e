// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
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

    private ServiceResource GetActive(CancellationToken cancellationToken)
    {
        if (_resources.Length > 1)
        {
            foreach (ServiceResource resource in _resources)
            {
                EndpointHealth health = resource.Health!;
                if (health.IsStale ? health.Probe(cancellationToken) : !health.IsDown)
                {
                    return resource;
                }
            }
        }

        return Primary;
    }

    /// <summary>Gets the resources that are up. One that was down a while ago is asked first: what is acknowledged must not pass it by.</summary>
    private async ValueTask<IReadOnlyList<ServiceResource>> GetUsableAsync(CancellationToken cancellationToken)
    {
        foreach (ServiceResource resource in _resources)
        {
            if (resource.Health is { IsDown: true, IsStale: true } health)
            {
                await health.ProbeAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        return TakeUsable();
    }

    private ServiceResource[] GetUsable(CancellationToken cancellationToken)
    {
        foreach (ServiceResource resource in _resources)
        {
            if (resource.Health is { IsDown: true, IsStale: true } health)
            {
                health.Probe(cancellationToken);
            }
        }

        return TakeUsable();
    }

    private ServiceResource[] TakeUsable()
    {
        ServiceResource[] usable = [.. _resources.Where(resource => resource.Health is not { IsDown: true })];
        foreach (ServiceResource resource in _resources)
        {
            if (resource.Health is { IsDown: true, IsDue: true } health)
            {
                _ = health.ProbeAsync(); // held there; while requests keep coming, nobody waits for its answer
            }
        }

        return usable.Length > 0 ? usable : _resources;
    }

    private async Task<Response> SendToUsableAsync(HttpMessage message, RequestContext? context, CancellationToken cancellationToken)
    {
        RequestContent? content = Buffer(message.Request.Content);
        IReadOnlyList<ServiceResource> usable = await GetUsableAsync(cancellationToken).ConfigureAwait(false);
        Outcome[] outcomes = await Task.WhenAll(usable.Select(resource => TrySendAsync(resource, message, content, context))).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return Outcome.Choose(outcomes, IsAboutOneTarget(message));
    }

    private Response SendToUsable(HttpMessage message, RequestContext? context, CancellationToken cancellationToken)
    {
        RequestContent? content = Buffer(message.Request.Content);
        Outcome[] outcomes = [.. GetUsable(cancellationToken).Select(resource => TrySend(resource, message, content, context))];
        cancellationToken.ThrowIfCancellationRequested();
        return Outcome.Choose(outcomes, IsAboutOneTarget(message));
    }

    // Checks, grants and additions name a connection, user or group; to all else 404 is no answer of the service. REST API reference, section 6.3.
    private static bool IsAboutOneTarget(HttpMessage message) =>
        message.Request.Method == RequestMethod.Head || message.Request.Method == RequestMethod.Put;

    private async Task<Outcome> TrySendAsync(ServiceResource resource, HttpMessage message, RequestContent? content, RequestContext? context)
    {
        using HttpMessage copy = Copy(message, content, resource, context);
        try
        {
            await SendWatchedAsync(resource, resource.Pipeline, copy, context?.CancellationToken ?? default).ConfigureAwait(false);
            return new Outcome(resource, copy.Response, null);
        }
#pragma warning disable CA1031 // the choice among the outcomes throws it, if the caller is to hear of it
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new Outcome(resource, null, exception);
        }
    }

    private Outcome TrySend(ServiceResource resource, HttpMessage message, RequestContent? content, RequestContext? context)
    {
        using HttpMessage copy = Copy(message, content, resource, context);
        try
        {
            SendWatched(resource, resource.Pipeline, copy, context?.CancellationToken ?? default);
            return new Outcome(resource, copy.Response, null);
        }
#pragma warning disable CA1031 // as above
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new Outcome(resource, null, exception);
        }
    }

    /// <summary>Sends to one resource; of several, one that swallows what it gets does not hold the request for the whole of its timeout.</summary>
    private static async Task SendWatchedAsync(ServiceResource resource, HttpPipeline pipeline, HttpMessage message, CancellationToken cancellationToken)
    {
        using var givenUp = new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, givenUp.Token);
        try
        {
            Task sending = pipeline.SendAsync(message, either.Token).AsTask();
            await GiveUpWhenDownAsync(sending, resource.Health!, givenUp).ConfigureAwait(false);
            await sending.ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (givenUp.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw NoAnswer(resource, exception);
        }
    }

    private static void SendWatched(ServiceResource resource, HttpPipeline pipeline, HttpMessage message, CancellationToken cancellationToken)
    {
        using var givenUp = new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, givenUp.Token);
        var finished = new TaskCompletionSource();
        Task watching = GiveUpWhenDownAsync(finished.Task, resource.Health!, givenUp);
        try
        {
            pipeline.Send(message, either.Token);
        }
        catch (OperationCanceledException exception) when (givenUp.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw NoAnswer(resource, exception);
        }
        finally
        {
            finished.SetResult();
            watching.GetAwaiter().GetResult(); // it ends with the request
        }
    }

    private static RequestFailedException NoAnswer(ServiceResource resource, OperationCanceledException exception) =>
        new(0, $"{resource.Endpoint.Authority} did not answer, nor did its health probe.", exception);

    private static async Task GiveUpWhenDownAsync(Task finished, EndpointHealth health, CancellationTokenSource givenUp)
    {
        while (!finished.IsCompleted)
        {
            using var ended = new CancellationTokenSource();
            await Task.WhenAny(finished, Task.Delay(health.Patience, health.Time, ended.Token)).ConfigureAwait(false);
            await ended.CancelAsync().ConfigureAwait(false); // its timer would outlive it
            if (finished.IsCompleted)
            {
                return;
            }

            Task<bool> probe = health.ProbeAsync();
            if (await Task.WhenAny(finished, probe).ConfigureAwait(false) == probe && !await probe.ConfigureAwait(false))
            {
                await givenUp.CancelAsync().ConfigureAwait(false);
                return;
            }
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
