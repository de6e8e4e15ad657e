// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace WebPubSub.Hubs;

/// <summary>
/// The checks of hubs when the application starts. Before the start, the hub names are validated. After the start, a warning is logged if no endpoint receives the
/// events of a hub.
/// </summary>
/// <param name="registry">The hubs. The constructor of the registry throws if a name is invalid.</param>
/// <param name="mappings">The mapped hubs.</param>
/// <param name="services">The services of the application.</param>
/// <param name="logger">The logger.</param>
internal sealed partial class HubStartup(
    WebPubSubHubRegistry registry, WebPubSubHubMappings mappings, IServiceCollection services, ILogger<HubStartup> logger) : IHostedLifecycleService
{
    private const string WebServer = "Microsoft.AspNetCore.Hosting.Server.IServer"; // this package does not depend on ASP.NET Core

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        WebPubSubHubRegistration[] unmapped = [.. registry.Hubs.Where(hub => !hub.HandledEvents.IsEmpty && !mappings.Contains(hub.HubType))];
        if (unmapped.Length > 0 && services.Any(service => service.ServiceType.FullName == WebServer))
        {
            NotMapped(string.Join(", ", unmapped.Select(hub => hub.HubType.Name)), unmapped[0].HubType.Name);
        }

        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(
        1,
        LogLevel.Warning,
        "No endpoint of this application receives the events of {Hubs}, so the service cannot call their methods here. Call app.MapWebPubSubHub<{FirstHub}>() or app.MapWebPubSubHubs(). If another application or endpoint receives the events, filter this message out of the log.",
        EventName = "HubsNotMapped")]
    private partial void NotMapped(string hubs, string firstHub);
}
