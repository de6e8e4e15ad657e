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

/// <summary>Extension methods that host the emulator in an application.</summary>
public static class WebPubSubEmulatorServiceCollectionExtensions
{
    /// <summary>
    /// Adds an emulator that starts and stops with the application. Inject <see cref="WebPubSubEmulator"/> to get its connection string,
    /// which is available as soon as the object exists.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="configure">Configures the options.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddWebPubSubEmulator(this IServiceCollection services, Action<WebPubSubEmulatorOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddEmulatorServices(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, EmulatorHostedService>());
        return services;
    }

    /// <summary>
    /// Adds an emulator that reads the configuration of the service team's emulator: <c>WebPubSub:AccessKey</c> and
    /// <c>WebPubSub:Hubs:{hub}:EventHandlers:{n}</c> with <c>UrlTemplate</c>, <c>SystemEvents</c> and <c>EventPattern</c>.
    /// If a hub has an unknown setting, the start fails. Set the host and the port in code, because <c>Urls</c> belongs to the application.
    /// When the configuration changes, the emulator applies the settings of the hubs at once and keeps all connections. A changed key requires a restart.
    /// If the changed configuration is invalid or a file cannot be parsed, the emulator logs the error and keeps its settings.
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

    /// <summary>Adds the emulator and its options. Without the hosted service, the emulator does not start.</summary>
    internal static void AddEmulatorServices(this IServiceCollection services, Action<WebPubSubEmulatorOptions>? configure)
    {
        OptionsBuilder<WebPubSubEmulatorOptions> options = services.AddOptions<WebPubSubEmulatorOptions>();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddSingleton(provider => new WebPubSubEmulator(
            provider.GetRequiredService<IOptions<WebPubSubEmulatorOptions>>().Value, provider.GetRequiredService<ILoggerFactory>()));
    }
}
