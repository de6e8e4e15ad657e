// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using WebPubSub;
using WebPubSub.AspNetCore.Security;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Extension methods that enable the validation of the tokens that the service sends with events.</summary>
public static class WebPubSubEventTokenExtensions
{
    /// <summary>Accepts events that have a token of the resource's managed identity, instead of or in addition to a signature.</summary>
    /// <param name="builder">The builder of the resource.</param>
    /// <param name="configure">Sets the tenant or the authority, the audiences and the callers. The application does not start without them.</param>
    /// <returns>The builder.</returns>
    /// <remarks>Webhook validation requests do not have a token and do not need one.</remarks>
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
