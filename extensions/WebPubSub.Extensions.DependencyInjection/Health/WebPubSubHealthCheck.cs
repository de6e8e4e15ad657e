// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace WebPubSub.Health;

/// <summary>Healthy while every endpoint of a resource answers its health probe, degraded while at least one does.</summary>
internal sealed class WebPubSubHealthCheck(WebPubSubOptions options) : IHealthCheck
{
    private const string AnyHub = "health"; // the probe has none

    private readonly WebPubSubServiceClient[] _clients = [.. options.Endpoints.Select(endpoint => new WebPubSubServiceClient(endpoint, AnyHub))];

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (_clients.Length == 0)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, "There is no endpoint to check: WebPubSubOptions.ServiceEndpoint is not set.");
        }

        Exception?[] failures = await Task.WhenAll(_clients.Select(client => ProbeAsync(client, cancellationToken)));
        string[] silent = [.. _clients.Where((_, i) => failures[i] is not null).Select(client => client.Endpoint.Authority)];
        if (silent.Length == 0)
        {
            return HealthCheckResult.Healthy();
        }

        string description = $"{string.Join(" and ", silent)} did not answer.";
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
            return exception; // refused, not reached, timed out, or without a credential: the report has it
        }
    }
}
