// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using WebPubSub;
using WebPubSub.Presence;
using WebPubSub.Presence.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Extension methods that add presence to a hub.</summary>
public static class WebPubSubPresenceBuilderExtensions
{
    /// <summary>Registers <see cref="IWebPubSubPresence{THub}"/>, which tells who is online in the hub.</summary>
    /// <typeparam name="THub">The class of the hub.</typeparam>
    /// <param name="builder">The builder of the hub.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="OptionsValidationException">Thrown when the application starts: an option is outside its range.</exception>
    /// <remarks>
    /// <para>Presence is in the memory of this process. If the application runs in several instances, call <c>UseRedis</c> of the package WebPubSub.Presence.Redis.</para>
    /// <para>
    /// The service must send the system events <c>connect</c>, <c>connected</c> and <c>disconnected</c> and the group events <c>joined</c> and <c>left</c>. See
    /// <see href="https://learn.microsoft.com/azure/azure-web-pubsub/howto-develop-eventhandler">event handlers of Web PubSub</see>. The emulator of
    /// <c>AddDevelopmentEmulator</c> sends them without further settings.
    /// </para>
    /// </remarks>
    public static IWebPubSubHubBuilder<THub> AddPresence<THub>(this IWebPubSubHubBuilder<THub> builder, Action<WebPubSubPresenceOptions>? configure = null)
        where THub : WebPubSubHub
    {
        ArgumentNullException.ThrowIfNull(builder);
        IServiceCollection services = builder.Services;
        OptionsBuilder<WebPubSubPresenceOptions> options = services.AddOptions<WebPubSubPresenceOptions>(typeof(THub).FullName).ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        if (services.Any(service => service.ServiceType == typeof(HubPresence<THub>)))
        {
            return builder;
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<WebPubSubPresenceOptions>, PresenceOptionsValidator>());
        services.AddSingleton<HubPresence<THub>>();
        services.AddSingleton<IWebPubSubPresence<THub>>(provider => provider.GetRequiredService<HubPresence<THub>>());
        services.AddSingleton<IHostedService, PresenceStartup<THub>>();
        return builder.AddFilter<PresenceFilter<THub>>();
    }
}
