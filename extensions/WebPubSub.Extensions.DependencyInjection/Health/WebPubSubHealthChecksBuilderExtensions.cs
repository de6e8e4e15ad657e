// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using WebPubSub;
using WebPubSub.Health;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the health of Azure Web PubSub to that of an application.</summary>
public static class WebPubSubHealthChecksBuilderExtensions
{
    /// <summary>Asks a registered resource for its health.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The name of the check.</param>
    /// <param name="failureStatus">What a resource that does not answer means; unhealthy when not given. While only some of its endpoints are silent it is degraded.</param>
    /// <param name="tags">Tags to choose checks by.</param>
    /// <param name="serviceKey">The key of a resource of <c>AddKeyedWebPubSub</c>; not given, the resource of <c>AddWebPubSub</c>.</param>
    /// <returns>The builder.</returns>
    /// <remarks>Protocol reference: REST API, section 7.1.</remarks>
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
