// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace WebPubSub.Failover;

/// <summary>A send to one of several resources. It is cancelled if the resource does not answer a health probe either.</summary>
/// <remarks>Without the health probe, a request to a resource that never answers would wait until the network timeout.</remarks>
internal static class SendWithProbe
{
    public static async Task SendAsync(HttpPipeline pipeline, HttpMessage message, Uri endpoint, EndpointHealth health, CancellationToken cancellationToken)
    {
        using var probeFailed = new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, probeFailed.Token);
        try
        {
            Task sending = pipeline.SendAsync(message, either.Token).AsTask();
            await CancelWhenDownAsync(sending, health, probeFailed).ConfigureAwait(false);
            await sending.ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (probeFailed.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw NoAnswer(endpoint, exception);
        }
    }

    public static void Send(HttpPipeline pipeline, HttpMessage message, Uri endpoint, EndpointHealth health, CancellationToken cancellationToken)
    {
        using var probeFailed = new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, probeFailed.Token);
        var finished = new TaskCompletionSource();
        Task watching = CancelWhenDownAsync(finished.Task, health, probeFailed);
        try
        {
            pipeline.Send(message, either.Token);
        }
        catch (OperationCanceledException exception) when (probeFailed.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw NoAnswer(endpoint, exception);
        }
        finally
        {
            finished.SetResult();
            watching.GetAwaiter().GetResult(); // ends when the request ends
        }
    }

    private static RequestFailedException NoAnswer(Uri endpoint, OperationCanceledException exception) =>
        new(0, $"{endpoint.Authority} did not answer the request, and its health probe failed. Check the network and the state of the resource.", exception);

    private static async Task CancelWhenDownAsync(Task finished, EndpointHealth health, CancellationTokenSource probeFailed)
    {
        while (!finished.IsCompleted)
        {
            using var ended = new CancellationTokenSource();
            await Task.WhenAny(finished, Task.Delay(health.ProbeDelay, health.Time, ended.Token)).ConfigureAwait(false);
            await ended.CancelAsync().ConfigureAwait(false); // releases the timer of the delay
            if (finished.IsCompleted)
            {
                return;
            }

            Task<bool> probe = health.ProbeAsync();
            if (await Task.WhenAny(finished, probe).ConfigureAwait(false) == probe && !await probe.ConfigureAwait(false))
            {
                await probeFailed.CancelAsync().ConfigureAwait(false);
                return;
            }
        }
    }
}
