// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using WebPubSub.Health;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the health of Azure Web PubSub to that of an application.</summary>
public static class WebPubSubHealthChecksBuilderExtensions
{
    /// <summary>Asks the registered resource for its health.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The name of the check.</param>
    /// <param name="failureStatus">What a resource that does not answer means; unhealthy when not given.</param>
    /// <param name="tags">Tags to choose checks by.</param>
    /// <returns>The builder.</returns>
    /// <remarks>Needs <c>AddWebPubSub</c>. Protocol reference: REST API, section 7.1.</remarks>
    public static IHealthChecksBuilder AddWebPubSub(
        this IHealthChecksBuilder builder, string name = "webpubsub", HealthStatus? failureStatus = null, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton<WebPubSubHealthCheck>();
        return builder.AddCheck<WebPubSubHealthCheck>(name, failureStatus, tags ?? []);
    }
}
