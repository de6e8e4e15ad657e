// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Diagnostics.HealthChecks;
using WebPubSub.Presence.Hosting;

namespace WebPubSub.Presence.Health;

/// <summary>The health check of presence: healthy if an instance has completed a comparison with the service within three periods.</summary>
internal sealed class PresenceHealthCheck<THub>(HubPresence<THub> presence) : IHealthCheck
    where THub : WebPubSubHub
{
    private const int MaxPeriods = 3;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return await presence.GetTimeSinceComparisonAsync(cancellationToken).ConfigureAwait(false) is not { } age
                ? new HealthCheckResult(context.Registration.FailureStatus, $"Presence of hub '{presence.Hub}' has not been compared with the service yet.")
                : age > presence.Options.ReconciliationPeriod * MaxPeriods
                    ? new HealthCheckResult(context.Registration.FailureStatus, $"Presence of hub '{presence.Hub}' was last compared with the service {age.TotalSeconds:0} seconds ago. The log has the reason.")
                    : HealthCheckResult.Healthy();
        }
        catch (PresenceStoreException exception)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, exception.Message, exception);
        }
    }
}
