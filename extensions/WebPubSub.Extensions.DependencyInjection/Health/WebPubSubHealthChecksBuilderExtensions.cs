// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using WebPubSub;
using WebPubSub.Health;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Extension methods that add health checks for Azure Web PubSub.</summary>
public static class WebPubSubHealthChecksBuilderExtensions
{
    /// <summary>Adds a health check for a registered resource.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The name of the health check.</param>
    /// <param name="failureStatus">
    /// The status if no endpoint of the resource answers. The default is unhealthy. If only some of the endpoints answer, the status is degraded.
    /// </param>
    /// <param name="tags">The tags of the health check.</param>
    /// <param name="serviceKey">The key of a resource of <c>AddKeyedWebPubSub</c>. The default is the resource of <c>AddWebPubSub</c>.</param>
    /// <returns>The builder.</returns>
    /// <remarks>See <see href="https://learn.microsoft.com/rest/api/webpubsub/">the REST API</see>.</remarks>
    public static IHealthChecksBuilder AddWebPubSub(
        this IHealthChecksBuilder builder,
        string name = "webpubsub",
        HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null,
        string? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        string resource = serviceKey ?? Options.Options.DefaultName;
        builder.Services.TryAddKeyedSingleton(
            resource, (services, _) => new WebPubSubHealthCheck(services.GetRequiredService<IOptionsMonitor<WebPubSubOptions>>().Get(resource)));
        return builder.Add(new HealthCheckRegistration(
            name, services => services.GetRequiredKeyedService<WebPubSubHealthCheck>(resource), failureStatus, tags));
    }
}
