// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace WebPubSub.Health;

/// <summary>Healthy while the service answers its health probe.</summary>
internal sealed class WebPubSubHealthCheck(IOptions<WebPubSubOptions> options) : IHealthCheck
{
    private const string AnyHub = "health"; // the probe has none

    private readonly Lazy<WebPubSubServiceClient> _client = new(() => new WebPubSubServiceClient(options.Value.ServiceEndpoint!, AnyHub));

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await _client.Value.GetServiceStatusAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (RequestFailedException exception)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, $"{_client.Value.Endpoint.Host} did not answer.", exception);
        }
    }
}
