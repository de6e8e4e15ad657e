// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WebPubSub.Emulator.Access;
using WebPubSub.Emulator.Admission;
using WebPubSub.Emulator.Background;
using WebPubSub.Emulator.Configuration;
using WebPubSub.Emulator.Connections;
using WebPubSub.Emulator.Faults;
using WebPubSub.Emulator.Hubs;
using WebPubSub.Emulator.LivePage;
using WebPubSub.Emulator.Observation;
using WebPubSub.Emulator.Processing;
using WebPubSub.Emulator.Protocols;
using WebPubSub.Emulator.Rest;
using WebPubSub.Emulator.Tracing;
using WebPubSub.Emulator.Upstream;
using WebPubSub.Emulator.Waiting;

namespace WebPubSub.Emulator.Hosting;

/// <summary>Composes the emulator, from the bottom layer up. docs/architecture.md describes the layers.</summary>
internal static class EmulatorServices
{
    /// <param name="services">The services.</param>
    /// <param name="options">The validated options.</param>
    /// <param name="address">The addresses of the emulator.</param>
    /// <param name="logger">The logger of the emulator.</param>
    public static IServiceCollection AddEmulatorCore(this IServiceCollection services, WebPubSubEmulatorOptions options, EmulatorAddress address, ILogger logger)
    {
        services.AddSingleton(options);
        services.AddSingleton(options.TimeProvider);
        services.AddSingleton(logger);
        services.AddSingleton(new HubSettings(options.Hubs));
        services.AddSingleton(address);
        services.AddSingleton<EmulatorLifetime>();
        services.AddSingleton<BackgroundTasks>();
        return services.AddObservers(options).AddAccess().AddConnections(options).AddUpstream().AddAdmission().AddRest();
    }

    /// <summary>Adds the live page, which requires a web server.</summary>
    public static IServiceCollection AddLivePage(this IServiceCollection services)
    {
        services.AddSingleton<LiveRun>();
        services.AddSingleton<LivePageGuard>();
        services.AddSingleton<LiveHubs>();
        services.AddSingleton<LiveFeed>();
        return services.AddSingleton<LivePageEndpoints>();
    }

    private static IServiceCollection AddObservers(this IServiceCollection services, WebPubSubEmulatorOptions options)
    {
        services.AddSingleton<ChangeSignal>();
        services.AddSingleton(provider => new EmulatorTrace(options.TraceCapacity, options.TimeProvider, provider.GetRequiredService<ChangeSignal>()));
        services.AddSingleton<IEmulatorObserver, EntryActivities>();
        services.AddSingleton<FaultLists>();
        services.AddSingleton(provider => new EmulatorInspector(
            provider.GetRequiredService<HubRegistry>(), provider.GetRequiredService<EmulatorTrace>(), provider.GetRequiredService<ChangeSignal>()));
        return services.AddSingleton(provider => new EmulatorFaults(
            provider.GetRequiredService<HubRegistry>(), provider.GetRequiredService<FaultLists>(), provider.GetRequiredService<ChangeSignal>()));
    }

    private static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddSingleton<TestIssuer>();
        services.AddSingleton<IdentityEndpoints>();
        services.AddSingleton<AccessTokenValidator>();
        services.AddSingleton<ReconnectionTokens>();
        return services.AddSingleton<ClientTokens>();
    }

    private static IServiceCollection AddConnections(this IServiceCollection services, WebPubSubEmulatorOptions options)
    {
        services.AddSingleton(options.Limits);
        services.AddSingleton<ConnectionEnvironment>();
        services.AddSingleton<Codecs>();
        return services.AddSingleton<HubRegistry>();
    }

    private static IServiceCollection AddUpstream(this IServiceCollection services)
    {
        services.AddSingleton(CreateEventHttp);
        services.AddKeyedSingleton(WebhookValidator.HttpKey, (provider, _) => CreateEventHttp(provider)); // pending events must not delay a validation
        services.AddSingleton<EventRequests>();
        services.AddSingleton<WebhookValidator>();
        services.AddSingleton<UpstreamDispatcher>();
        services.AddSingleton<ClientEvents>();
        return services.AddSingleton<IConnectionListener>(provider => provider.GetRequiredService<ClientEvents>());
    }

    private static EventHttp CreateEventHttp(IServiceProvider provider) =>
        new(provider.GetRequiredService<WebPubSubEmulatorOptions>(), provider.GetRequiredService<FaultLists>());

    private static IServiceCollection AddAdmission(this IServiceCollection services)
    {
        services.AddSingleton<FrameProcessors>();
        services.AddSingleton<ClientRejections>();
        services.AddSingleton<ForeignOriginFilter>();
        services.AddSingleton<SocketUpgrade>();
        services.AddSingleton<ClientAuthenticator>();
        services.AddSingleton<ConnectHandshake>();
        services.AddSingleton<RecoveryHandshake>();
        return services.AddSingleton<ClientEndpoint>();
    }

    private static IServiceCollection AddRest(this IServiceCollection services)
    {
        services.AddSingleton<RestTrace>();
        services.AddSingleton<RestResponseWriter>();
        services.AddSingleton<GroupMembers>();
        services.AddSingleton<TokenOperation>();
        services.AddSingleton<SendOperations>();
        return services.AddSingleton<RestEndpoints>();
    }
}
