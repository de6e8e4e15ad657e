// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WebPubSub.TestUtilities;

namespace WebPubSub.Extensions.DependencyInjection.Tests;

/// <summary>Tests for the hubs of an application and for the hub builder.</summary>
public sealed class HubRegistryTests
{
    private const string ConnectionString = "Endpoint=https://demo.webpubsub.azure.com;AccessKey=secret";
    private readonly HostApplicationBuilder _builder = Host.CreateEmptyApplicationBuilder(null);

    [Fact]
    public void Hub_IsRegisteredOnce_WithItsResourcesAndEvents()
    {
        _builder.Services.AddWebPubSub(ConnectionString).AddHub<ChatHub>("chat").AddHub<ChatHub>("Chat").AddHub<NewsHub>();
        _builder.Services.AddKeyedWebPubSub("eu", "Endpoint=https://eu.webpubsub.azure.com;AccessKey=secret").AddHub<ChatHub>("chat");
        using IHost host = _builder.Build();

        IReadOnlyList<WebPubSubHubRegistration> hubs = host.Services.GetRequiredService<WebPubSubHubRegistry>().Hubs;

        hubs.Select(hub => (hub.HubType, hub.HubName, string.Join('|', hub.ResourceNames), hub.Events.ToString())).Should().Equal(
            (typeof(ChatHub), "chat", "|eu", "connected"), (typeof(NewsHub), "NewsHub", "", "none"));
        host.Services.GetRequiredService<WebPubSubHubRegistry>().Find(typeof(ChatHub)).Should().BeSameAs(hubs[0]);
        host.Services.GetRequiredService<WebPubSubHubRegistry>().Find(typeof(WebPubSubHub)).Should().BeNull();
    }

    [Fact]
    public void HubBuilder_AddsAFilterForItsHub_AndCanBeChained()
    {
        _builder.Services.AddWebPubSub(ConnectionString)
            .AddHub<ChatHub>("chat").AddFilter<PresenceFilter>().AddFilter<PresenceFilter>()
            .AddHub<NewsHub>("news")
            .AddHubFilter<AuditFilter>()
            .AddSingleton("further services");
        using IHost host = _builder.Build();
        using IServiceScope scope = host.Services.CreateScope();

        WebPubSubHubRegistry registry = host.Services.GetRequiredService<WebPubSubHubRegistry>();

        registry.Find(typeof(ChatHub))!.Events.ToString().Should().Be("connected, disconnected, joined, user events audit");
        registry.Find(typeof(NewsHub))!.Events.ToString().Should().Be("user events audit");
        scope.ServiceProvider.GetKeyedServices<IWebPubSubHubFilter>(typeof(ChatHub)).Should().ContainSingle().Which.Should().BeOfType<PresenceFilter>();
        scope.ServiceProvider.GetKeyedServices<IWebPubSubHubFilter>(typeof(NewsHub)).Should().BeEmpty();
        scope.ServiceProvider.GetServices<IWebPubSubHubFilter>().Should().ContainSingle().Which.Should().BeOfType<AuditFilter>();
    }

    [Fact]
    public async Task InvalidHubNameOfTheConnectionString_FailsAtStart()
    {
        _builder.Services.AddWebPubSub(options => options.ServiceEndpoint = new WebPubSubServiceEndpoint(ConnectionString)).AddHub<CaféHub>();
        using IHost host = _builder.Build();

        await host.Awaiting(h => h.StartAsync()).Should().ThrowAsync<InvalidOperationException>().WithMessage("*'CaféHub' is not a valid hub name*AddHub<CaféHub>(\"name\")*");
    }

    [Fact]
    public void ClientWithoutAddWebPubSub_Throws_AndNamesTheMissingCall()
    {
        _builder.Services.AddWebPubSubServiceClient<ChatHub>();
        using IHost host = _builder.Build();

        host.Services.Invoking(services => services.GetRequiredService<WebPubSubServiceClient<ChatHub>>())
            .Should().Throw<InvalidOperationException>().WithMessage("WebPubSubServiceClient<ChatHub>*Call services.AddWebPubSub(...)*");
    }

    [Fact]
    public async Task InvalidOptions_AreReported_NotAnInvalidHubName()
    {
        _builder.Services.AddWebPubSub(ConnectionString).AddHub<ChatHub>("support");
        _builder.Services.AddKeyedWebPubSub("eu", options => options.MaxEventBodySize = 0).AddHub<ChatHub>();
        using IHost host = _builder.Build();

        await host.Awaiting(h => h.StartAsync()).Should().ThrowAsync<Microsoft.Extensions.Options.OptionsValidationException>().WithMessage("*MaxEventBodySize of 'eu'*");
    }

    [Fact]
    public async Task WorkerWithHubs_StartsWithoutAWarning()
    {
        using var logs = new CapturedLogs();
        _builder.Logging.AddProvider(logs);
        _builder.Services.AddWebPubSub(ConnectionString).AddHub<ChatHub>("chat");
        using IHost host = _builder.Build();

        await host.StartAsync();
        await host.StopAsync();

        logs.All.Should().NotContain("MapWebPubSubHub", "a worker only sends messages and has no endpoints");
    }

    private sealed class ChatHub : WebPubSubHub
    {
        public override Task OnConnectedAsync(ConnectedEventRequest request) => Task.CompletedTask;
    }

    private sealed class NewsHub : WebPubSubHub;

    private sealed class CaféHub : WebPubSubHub;

    private sealed class PresenceFilter : IWebPubSubHubFilter
    {
        public static WebPubSubHubEvents Events { get; } = new() { SystemEvents = ["connected", "disconnected"], GroupPresenceEvents = ["joined"] };

        public ValueTask<WebPubSubEventResponse?> InvokeAsync(
            WebPubSubHub hub, WebPubSubEventRequest request, WebPubSubHubHandler inner, CancellationToken cancellationToken) => inner(request, cancellationToken);
    }

    private sealed class AuditFilter : IWebPubSubHubFilter
    {
        public static WebPubSubHubEvents Events { get; } = new() { UserEventPattern = "audit" };

        public ValueTask<WebPubSubEventResponse?> InvokeAsync(
            WebPubSubHub hub, WebPubSubEventRequest request, WebPubSubHubHandler inner, CancellationToken cancellationToken) => inner(request, cancellationToken);
    }
}
