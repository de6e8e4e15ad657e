// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace WebPubSub.Client.Hosting.Health;

/// <summary>The health check of a client: healthy while it is connected, degraded while it recovers its connection.</summary>
internal sealed class WebPubSubClientHealthCheck(WebPubSubClient client) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(client.State switch
    {
        WebPubSubClientState.Connected => HealthCheckResult.Healthy("The WebSocket client is connected."),
        WebPubSubClientState.Recovering => HealthCheckResult.Degraded("The WebSocket client has lost its transport, and recovers the connection."),
        WebPubSubClientState.Stopped => new HealthCheckResult(context.Registration.FailureStatus, "The WebSocket client is stopped."),
        _ => new HealthCheckResult(context.Registration.FailureStatus, "The WebSocket client is not connected. Its log contains the reason."),
    });
}
