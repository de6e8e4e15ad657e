// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WebPubSub.Hosting;

namespace WebPubSub.Emulator.DependencyInjection;

/// <summary>Starts the emulator before the other services of the application, if it is needed, and registers the mapped hubs as its event handlers.</summary>
internal sealed class DevelopmentStartup(IServiceProvider services) : IHostedLifecycleService, IDisposable
{
    private readonly ILogger _logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("WebPubSub.Emulator");
    private EmulatorHostedService? _host;

    /// <summary>Gets whether the emulator runs.</summary>
    public bool IsRunning => _host is not null;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (!services.GetServices<DevelopmentNeed>().Any(need => need.IsNeeded(services)))
        {
            return;
        }

        _host = ActivatorUtilities.CreateInstance<EmulatorHostedService>(services);
        await _host.StartAsync(cancellationToken);
    }

    // The endpoints of the application are complete, and its address is known.
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (IsRunning)
        {
            var emulator = services.GetRequiredService<WebPubSubEmulator>();
            Uri? application = EmulatorHostedService.FindAddress(services);
            emulator.Application = application;
            _logger.RunsInApplication(emulator.Endpoint);
            MapHubs(emulator, application);
            _logger.LivePageOfApplication(application is null ? emulator.Endpoint : new Uri(application, LiveRedirect.Path));
        }

        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // The other services of the application can use the emulator until they have stopped.
    public Task StoppedAsync(CancellationToken cancellationToken) => _host?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public void Dispose() => _host?.Dispose();

    private void MapHubs(WebPubSubEmulator emulator, Uri? application)
    {
        (WebPubSubHubEndpoint Hub, string Path)[] endpoints = [.. FindHubs().Where(endpoint => !endpoint.Hub.Events.IsEmpty)];
        if (endpoints.Length == 0)
        {
            _logger.NoHubMapped();
            return;
        }

        HashSet<string> configured = [.. emulator.HubsWithEventHandlers.Select(hub => hub.ToUpperInvariant())];
        services.GetRequiredService<MappedHubs>().Set(endpoints);
        emulator.ReplaceHubs(services.GetRequiredService<IOptionsFactory<WebPubSubEmulatorOptions>>().Create(Options.DefaultName));
        foreach ((WebPubSubHubEndpoint hub, string path) in endpoints.Where(endpoint => !configured.Contains(endpoint.Hub.HubName.ToUpperInvariant())))
        {
            _logger.SendsEventsTo(hub.HubName, Describe(hub.Events), application is null ? path : new Uri(application, path).AbsoluteUri);
        }
    }

    private IEnumerable<(WebPubSubHubEndpoint Hub, string Path)> FindHubs() =>
        from endpoint in services.GetService<EndpointDataSource>()?.Endpoints.OfType<RouteEndpoint>() ?? []
        let hub = endpoint.Metadata.GetMetadata<WebPubSubHubEndpoint>()
        where hub is not null
        select (hub, "/" + (endpoint.RoutePattern.RawText ?? "").Split("{*", 2)[0].Trim('/'));

    private static string Describe(WebPubSubHubEvents events) => string.Join(
        ", ", ((IEnumerable<string>)[.. events.SystemEvents, .. events.GroupPresenceEvents]).Prepend(events.UserEventPattern is null ? "" : $"user events {events.UserEventPattern}").Where(text => text.Length > 0));
}
