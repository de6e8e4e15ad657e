// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Diagnostics.HealthChecks;
using WebPubSub.Presence.Hosting;

namespace WebPubSub.Presence.Health;

/// <summary>The health check of presence: healthy if the last comparison with the service completed within three periods.</summary>
internal sealed class PresenceHealthCheck<THub>(HubPresence<THub> presence, TimeProvider? time = null) : IHealthCheck
    where THub : WebPubSubHub
{
    private const int MaxPeriods = 3;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        DateTimeOffset now = (time ?? TimeProvider.System).GetUtcNow();
        TimeSpan period = presence.Options.ReconciliationPeriod;
        return Task.FromResult(presence.Reconciler.CompletedAt is not { } completed
            ? new HealthCheckResult(context.Registration.FailureStatus, $"Presence of hub '{presence.Hub}' has not been compared with the service yet.")
            : now - completed > period * MaxPeriods
                ? new HealthCheckResult(context.Registration.FailureStatus, $"Presence of hub '{presence.Hub}' was last compared with the service {(now - completed).TotalSeconds:0} seconds ago. The log has the reason.")
                : HealthCheckResult.Healthy());
    }
}
