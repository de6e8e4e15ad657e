// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using WebPubSub;
using WebPubSub.AspNetCore.Security;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Verifies the tokens that the service sends with events.</summary>
public static class WebPubSubEventTokenExtensions
{
    /// <summary>Accepts events with a token of the resource's managed identity, beside or on top of their signature.</summary>
    /// <param name="builder">The builder of the resource.</param>
    /// <param name="configure">Sets tenant, audience and caller; the application does not start without them.</param>
    /// <returns>The builder.</returns>
    /// <remarks>The service's validation requests carry no token and need none. Protocol reference: event handler, section 8.</remarks>
    public static IWebPubSubBuilder AddEventTokens(this IWebPubSubBuilder builder, Action<WebPubSubEventTokenOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<WebPubSubEventTokenOptions>, WebPubSubEventTokenOptionsValidator>());
        builder.Services.AddOptions<WebPubSubEventTokenOptions>(builder.Name)
            .Configure(options => options.IsEnabled = true)
            .Configure(configure)
            .ValidateOnStart();
        return builder;
    }
}
