// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace WebPubSub.Health;

/// <summary>The health check of a resource: healthy if every endpoint answers its health probe, degraded if only some endpoints answer.</summary>
internal sealed class WebPubSubHealthCheck(WebPubSubOptions options) : IHealthCheck
{
    private const string AnyHub = "health"; // the health probe does not use the hub

    private readonly WebPubSubServiceClient[] _clients = [.. options.Endpoints.Select(endpoint => new WebPubSubServiceClient(endpoint, AnyHub))];

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (_clients.Length == 0)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, "WebPubSubOptions.ServiceEndpoint is not set, so there is no endpoint to probe.");
        }

        Exception?[] failures = await Task.WhenAll(_clients.Select(client => ProbeAsync(client, cancellationToken)));
        string[] silent = [.. _clients.Where((_, i) => failures[i] is not null).Select(client => client.Endpoint.Authority)];
        if (silent.Length == 0)
        {
            return HealthCheckResult.Healthy();
        }

        string description = $"{string.Join(" and ", silent)} failed the health probe.";
        Exception? first = failures.FirstOrDefault(failure => failure is not null);
        return silent.Length < _clients.Length
            ? HealthCheckResult.Degraded(description, first)
            : new HealthCheckResult(context.Registration.FailureStatus, description, first);
    }

    private static async Task<Exception?> ProbeAsync(WebPubSubServiceClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.GetServiceStatusAsync(cancellationToken);
            return null;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return exception; // rejected, unreachable, timed out or without a credential: the health report contains the exception
        }
    }
}
