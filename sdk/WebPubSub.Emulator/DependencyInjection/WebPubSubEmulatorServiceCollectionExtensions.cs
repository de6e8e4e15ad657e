// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WebPubSub.Emulator;
using WebPubSub.Emulator.Configuration;
using WebPubSub.Emulator.DependencyInjection;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Hosts the emulator inside an application.</summary>
public static class WebPubSubEmulatorServiceCollectionExtensions
{
    /// <summary>
    /// Starts the emulator with the application and stops it with it. Inject <see cref="WebPubSubEmulator"/> for its connection string,
    /// which is known as soon as the object exists.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddWebPubSubEmulator(this IServiceCollection services, Action<WebPubSubEmulatorOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        OptionsBuilder<WebPubSubEmulatorOptions> options = services.AddOptions<WebPubSubEmulatorOptions>();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddSingleton(provider => new WebPubSubEmulator(
            provider.GetRequiredService<IOptions<WebPubSubEmulatorOptions>>().Value, provider.GetRequiredService<ILoggerFactory>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, EmulatorHostedService>());
        return services;
    }

    /// <summary>
    /// Starts the emulator with the configuration of the service team's emulator: <c>WebPubSub:AccessKey</c> and
    /// <c>WebPubSub:Hubs:{hub}:EventHandlers:{n}</c> with <c>UrlTemplate</c>, <c>SystemEvents</c> and <c>EventPattern</c>.
    /// An unknown setting below a hub stops the start. Host and port are set in code; <c>Urls</c> belongs to the application.
    /// When the configuration changes, the settings of the hubs are taken over at once, and connections stay; keys need a new start.
    /// A changed configuration that could not work, or a file that cannot be parsed, is logged, and the settings stay as they were.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="configuration">The configuration.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddWebPubSubEmulator(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddSingleton(_ => new ConfigurationFiles(configuration));
        services.AddSingleton<IOptionsChangeTokenSource<WebPubSubEmulatorOptions>>(new ConfigurationChangeTokenSource<WebPubSubEmulatorOptions>(configuration));
        return services.AddWebPubSubEmulator(options => EmulatorConfiguration.Apply(configuration, options));
    }
}
