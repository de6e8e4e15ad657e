// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Diagnostics.HealthChecks;
using WebPubSub;
using WebPubSub.Presence;
using WebPubSub.Presence.Health;
using WebPubSub.Presence.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Extension methods that add health checks for presence.</summary>
public static class WebPubSubPresenceHealthChecksBuilderExtensions
{
    /// <summary>Adds a health check for the presence of a hub.</summary>
    /// <typeparam name="THub">The class of the hub, for which <c>AddPresence</c> was called.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The name of the health check. The default is <c>webpubsub-presence</c>; two hubs need two names.</param>
    /// <param name="failureStatus">
    /// The status if the last comparison with the service is older than three times <see cref="WebPubSubPresenceOptions.ReconciliationPeriod"/>. The default is degraded,
    /// because the hub works without presence.
    /// </param>
    /// <param name="tags">The tags of the health check.</param>
    /// <returns>The builder.</returns>
    /// <remarks>See <see href="https://learn.microsoft.com/aspnet/core/host-and-deploy/health-checks">health checks in ASP.NET Core</see>.</remarks>
    public static IHealthChecksBuilder AddWebPubSubPresence<THub>(
        this IHealthChecksBuilder builder, string name = "webpubsub-presence", HealthStatus failureStatus = HealthStatus.Degraded, IEnumerable<string>? tags = null)
        where THub : WebPubSubHub
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(
            name,
            services => new PresenceHealthCheck<THub>(services.GetRequiredService<HubPresence<THub>>()),
            failureStatus,
            tags));
    }
}
