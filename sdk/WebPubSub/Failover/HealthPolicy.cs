// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure.Core;
using Azure.Core.Pipeline;

namespace WebPubSub.Failover;

/// <summary>Learns from each attempt: one that got an answer shows that the endpoint is up, one that did not asks for its health.</summary>
internal sealed class HealthPolicy(EndpointHealth health) : HttpPipelinePolicy
{
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        try
        {
            ProcessNext(message, pipeline);
        }
        catch when (!message.CancellationToken.IsCancellationRequested)
        {
            health.Probe(message.CancellationToken);
            throw;
        }

        if (IsFault(message))
        {
            health.Probe(message.CancellationToken);
        }
        else
        {
            health.ReportUp();
        }
    }

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        try
        {
            await ProcessNextAsync(message, pipeline).ConfigureAwait(false);
        }
        catch when (!message.CancellationToken.IsCancellationRequested)
        {
            await health.ProbeAsync().WaitAsync(message.CancellationToken).ConfigureAwait(false);
            throw;
        }

        if (IsFault(message))
        {
            await health.ProbeAsync().WaitAsync(message.CancellationToken).ConfigureAwait(false);
        }
        else
        {
            health.ReportUp();
        }
    }

    private static bool IsFault(HttpMessage message) => message.Response.Status >= 500;
}
