// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Diagnostics.HealthChecks;
using WebPubSub.Client.Hosting.Health;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Extension methods that add health checks for WebSocket clients.</summary>
public static class WebPubSubClientHealthChecksBuilderExtensions
{
    /// <summary>Adds a health check for a registered client. A client that recovers its connection is degraded.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The name of the health check.</param>
    /// <param name="failureStatus">The status of a client without a connection. The default is unhealthy.</param>
    /// <param name="tags">The tags of the health check.</param>
    /// <param name="serviceKey">The key of a client of <c>AddKeyedWebPubSubClient</c>. The default is the client of <c>AddWebPubSubClient</c>.</param>
    /// <returns>The builder.</returns>
    public static IHealthChecksBuilder AddWebPubSubClient(
        this IHealthChecksBuilder builder,
        string name = "webpubsub-client",
        HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null,
        string? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(
            name, services => new WebPubSubClientHealthCheck(services.FindClient(serviceKey ?? Options.Options.DefaultName)), failureStatus, tags));
    }
}
