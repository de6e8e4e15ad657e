// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure.Core;
using Azure.Core.Pipeline;

namespace WebPubSub.Failover;

/// <summary>A policy that observes each attempt. A response shows that the endpoint is up, and a failure starts a probe.</summary>
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
