// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WebPubSub.TestUtilities;

namespace WebPubSub.Extensions.DependencyInjection.Tests;

/// <summary>Tests for keyed resources and for failover endpoints.</summary>
public sealed class SeveralResourcesTests : IAsyncLifetime
{
    private readonly HostApplicationBuilder _builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
    private StubServer _first = null!;
    private StubServer _second = null!;

    public async ValueTask InitializeAsync()
    {
        _first = await StubServer.StartAsync();
        _second = await StubServer.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
    }

    [Fact]
    public void KeyedResources_HaveSeparateClients()
    {
        _builder.Services.AddKeyedWebPubSub("eu", ConnectionString(_first)).AddHub<ChatHub>("chat").AddHub<NewsHub>("news");
        _builder.Services.AddKeyedWebPubSub("us", ConnectionString(_second)).AddHub<ChatHub>("chat");
        _builder.Services.AddSingleton<Consumer>();
        using IHost host = _builder.Build();

        Consumer consumer = host.Services.GetRequiredService<Consumer>();

        consumer.Europe.Endpoint.Should().Be(_first.Address);
        consumer.America.Endpoint.Should().Be(_second.Address);
        consumer.America.Hub.Should().Be("chat");
        consumer.OnlyInEurope.Should().BeSameAs(host.Services.GetRequiredKeyedService<WebPubSubServiceClient<NewsHub>>("eu"));
    }

    [Fact]
    public void UnkeyedClient_OfSeveralKeyedResources_Throws()
    {
        _builder.Services.AddKeyedWebPubSub("eu", ConnectionString(_first)).AddHub<ChatHub>();
        _builder.Services.AddKeyedWebPubSub("us", ConnectionString(_second)).AddHub<ChatHub>();
        using IHost host = _builder.Build();

        host.Services.Invoking(services => services.GetRequiredService<WebPubSubServiceClient<ChatHub>>())
            .Should().Throw<InvalidOperationException>().WithMessage("ChatHub is a hub of several resources (eu, us)*FromKeyedServices*");
    }

    [Fact]
    public void UnkeyedClient_PrefersTheUnkeyedResource()
    {
        _builder.Services.AddKeyedWebPubSub("eu", ConnectionString(_first)).AddHub<ChatHub>();
        _builder.Services.AddWebPubSub(ConnectionString(_second)).AddHub<ChatHub>();
        using IHost host = _builder.Build();

        host.Services.GetRequiredService<WebPubSubServiceClient<ChatHub>>().Endpoint.Should().Be(_second.Address);
        host.Services.GetRequiredKeyedService<WebPubSubServiceClient<ChatHub>>("eu").Endpoint.Should().Be(_first.Address);
    }

    [Fact]
    public void SameHubName_AtDifferentResources_CanHaveDifferentClasses()
    {
        _builder.Services.AddKeyedWebPubSub("eu", ConnectionString(_first)).AddHub<ChatHub>("chat");
        _builder.Services.AddKeyedWebPubSub("us", ConnectionString(_second)).AddHub<NewsHub>("chat");
        using IHost host = _builder.Build();

        host.Services.GetRequiredService<WebPubSubServiceClient<NewsHub>>().Hub.Should().Be("chat");
        host.Services.GetRequiredService<WebPubSubServiceClient<ChatHub>>().Endpoint.Should().Be(_first.Address);
    }

    [Fact]
    public async Task KeyedResource_WithoutEndpoint_FailsAtStart_NamingTheKey()
    {
        _builder.Services.AddWebPubSub(ConnectionString(_first));
        _builder.Services.AddKeyedWebPubSub("us", _builder.Configuration.GetSection("America")).AddHub<ChatHub>();
        using IHost host = _builder.Build();

        await host.Awaiting(h => h.StartAsync()).Should().ThrowAsync<OptionsValidationException>()
            .WithMessage("WebPubSubOptions.ServiceEndpoint of 'us' is not set*");
    }

    [Fact]
    public void KeyedResources_CanComeFromTheConfiguration()
    {
        _builder.Configuration["Europe"] = ConnectionString(_first);
        _builder.Configuration["America:Endpoint"] = "https://us.webpubsub.azure.com";
        _builder.Services.AddKeyedWebPubSub("eu", _builder.Configuration.GetSection("Europe")).AddHub<ChatHub>();
        _builder.Services.AddKeyedWebPubSub("us", _builder.Configuration.GetSection("America")).AddHub<ChatHub>();
        _builder.Services.AddKeyedWebPubSub("asia", new Uri("https://asia.webpubsub.azure.com")).AddHub<ChatHub>();
        using IHost host = _builder.Build();

        host.Services.GetRequiredKeyedService<WebPubSubServiceClient<ChatHub>>("eu").Endpoint.Should().Be(_first.Address);
        host.Services.GetRequiredKeyedService<WebPubSubServiceClient<ChatHub>>("us").Endpoint.Host.Should().Be("us.webpubsub.azure.com");
        host.Services.GetRequiredKeyedService<WebPubSubServiceClient<ChatHub>>("asia").Endpoint.Host.Should().Be("asia.webpubsub.azure.com");
    }

    [Fact]
    public void EmptyKey_Throws() =>
        _builder.Services.Invoking(services => services.AddKeyedWebPubSub("", ConnectionString(_first))).Should().Throw<ArgumentException>();

    [Fact]
    public async Task FailoverEndpoints_OfTheOptions_ReceiveMessages()
    {
        _builder.Services.AddWebPubSub(options =>
        {
            options.ServiceEndpoint = new WebPubSubServiceEndpoint(ConnectionString(_first));
            options.FailoverEndpoints.Add(new WebPubSubServiceEndpoint(ConnectionString(_second)));
        }).AddHub<ChatHub>();
        using IHost host = _builder.Build();

        await host.Services.GetRequiredService<WebPubSubServiceClient<ChatHub>>().SendToAllAsync("m");

        (await _first.NextRequestAsync()).Text.Should().Be("m");
        (await _second.NextRequestAsync()).Text.Should().Be("m");
    }

    [Fact]
    public void FailoverEndpoints_OfTheConfiguration_RotateTheirKeys()
    {
        _builder.Configuration["Service:ConnectionString"] = ConnectionString(_first);
        _builder.Configuration["Service:FailoverEndpoints:0"] = $"Endpoint={_second.Address};AccessKey=old";
        _builder.Configuration["Service:FailoverEndpoints:1:Endpoint"] = "https://third.webpubsub.azure.com";
        _builder.Services.AddWebPubSub(_builder.Configuration.GetSection("Service")).AddHub<ChatHub>();
        using IHost host = _builder.Build();
        IReadOnlyList<WebPubSubServiceEndpoint> endpoints = host.Services.GetRequiredService<IOptions<WebPubSubOptions>>().Value.Endpoints;

        endpoints.Select(endpoint => endpoint.Endpoint.Authority)
            .Should().Equal(_first.Address.Authority, _second.Address.Authority, "third.webpubsub.azure.com");
        _builder.Configuration["Service:FailoverEndpoints:0:Endpoint"] = "https://third.webpubsub.azure.com";
        _builder.Configuration["Service:FailoverEndpoints:0"] = null;
        _builder.Configuration["Service:FailoverEndpoints:1"] = $"Endpoint={_second.Address};AccessKey=new";
        ((IConfigurationRoot)_builder.Configuration).Reload();
        endpoints[1].KeyCredential!.Key.Should().Be("new", "a key belongs to its endpoint, at any position in the list");
        endpoints[0].KeyCredential!.Key.Should().Be("k");
    }

    [Fact]
    public void ReloadedConfiguration_WithAnotherEndpoint_KeepsTheOldKey()
    {
        _builder.Configuration["Service"] = "Endpoint=https://old.example.test;AccessKey=old";
        var logs = new CapturedLogs();
        _builder.Logging.AddProvider(logs);
        _builder.Services.AddWebPubSub(_builder.Configuration.GetSection("Service")).AddHub<ChatHub>();
        using IHost host = _builder.Build();
        WebPubSubServiceEndpoint endpoint = host.Services.GetRequiredService<IOptions<WebPubSubOptions>>().Value.ServiceEndpoint!;

        _builder.Configuration["Service"] = "Endpoint=https://new.example.test;AccessKey=new";
        ((IConfigurationRoot)_builder.Configuration).Reload();

        endpoint.KeyCredential!.Key.Should().Be("old");
        logs.All.Should().Contain("old.example.test is missing from the configuration");
    }

    [Theory]
    [InlineData("Service:FailoverEndpoints:0:ConnectionStrng", "Endpoint=https://a.b;AccessKey=secret")]
    [InlineData("Service:FailoverEndpoints:0", "Endpoint=https://a.b")]
    [InlineData("Service:FailoverEndpoints:0:Endpoint", "http://a.b")]
    [InlineData("Service:FailoverEndpoints:0:Endpoint", "nonsense")]
    public async Task UnusableFailoverEndpoint_FailsAtStart_NamingTheSetting(string setting, string value)
    {
        _builder.Configuration["Service:ConnectionString"] = ConnectionString(_first);
        _builder.Configuration[setting] = value;
        _builder.Services.AddWebPubSub(_builder.Configuration.GetSection("Service")).AddHub<ChatHub>();
        using IHost host = _builder.Build();

        (await host.Awaiting(h => h.StartAsync()).Should().ThrowAsync<ArgumentException>())
            .Which.Message.Should().Contain("'Service:FailoverEndpoints:0'").And.NotContain("secret");
    }

    [Fact]
    public async Task DuplicateEndpoint_FailsAtStart()
    {
        var endpoint = new WebPubSubServiceEndpoint(ConnectionString(_first));
        _builder.Services.AddWebPubSub(options =>
        {
            options.ServiceEndpoint = endpoint;
            options.FailoverEndpoints.Add(endpoint);
        });
        using IHost host = _builder.Build();

        await host.Awaiting(h => h.StartAsync()).Should().ThrowAsync<OptionsValidationException>().WithMessage("*FailoverEndpoints contains an endpoint twice*");
    }

    [Fact]
    public async Task HealthCheck_IsDegraded_WhileAnotherResourceIsHealthy()
    {
        WebPubSubServiceClientOptions options = new() { Retry = { MaxRetries = 0 } };
        _builder.Services.AddKeyedWebPubSub("eu", resource =>
        {
            resource.ServiceEndpoint = new WebPubSubServiceEndpoint(ConnectionString(_first), options);
            resource.FailoverEndpoints.Add(new WebPubSubServiceEndpoint(ConnectionString(_second), options));
        });
        _builder.Services.AddHealthChecks().AddWebPubSub(serviceKey: "eu");
        using IHost host = _builder.Build();
        HealthCheckService health = host.Services.GetRequiredService<HealthCheckService>();

        (await health.CheckHealthAsync()).Status.Should().Be(HealthStatus.Healthy);
        _first.Default = StubServer.Status(503);
        HealthReport degraded = await health.CheckHealthAsync();
        degraded.Status.Should().Be(HealthStatus.Degraded);
        degraded.Entries["webpubsub"].Description.Should().Be($"{_first.Address.Authority} failed the health probe.");
        _second.Default = StubServer.Status(503);
        (await health.CheckHealthAsync()).Status.Should().Be(HealthStatus.Unhealthy);
    }

    [Theory]
    [InlineData(null, "board")]
    [InlineData("chat", "chat")]
    public void HubOfTheConnectionString_IsTheDefault(string? given, string hub)
    {
        _builder.Services.AddWebPubSub(ConnectionString(_first) + ";Hub=board").AddHub<ChatHub>(given);
        using IHost host = _builder.Build();

        host.Services.GetRequiredService<WebPubSubServiceClient<ChatHub>>().Hub.Should().Be(hub);
    }

    [Fact]
    public void ConnectionStringAsHubName_IsNotInTheMessage() =>
        _builder.Services.AddWebPubSub(ConnectionString(_first))
            .Invoking(builder => builder.AddHub<ChatHub>("Endpoint=https://a;AccessKey=secret"))
            .Should().Throw<ArgumentException>().Which.Message.Should().NotContain("secret");

    private static string ConnectionString(StubServer server) => $"Endpoint={server.Address};AccessKey=k";

    public sealed class ChatHub : WebPubSubHub;

    public sealed class NewsHub : WebPubSubHub;

    public sealed class Consumer(
        [FromKeyedServices("eu")] WebPubSubServiceClient<ChatHub> europe,
        [FromKeyedServices("us")] WebPubSubServiceClient<ChatHub> america,
        WebPubSubServiceClient<NewsHub> onlyInEurope)
    {
        public WebPubSubServiceClient<ChatHub> Europe { get; } = europe;

        public WebPubSubServiceClient<ChatHub> America { get; } = america;

        public WebPubSubServiceClient<NewsHub> OnlyInEurope { get; } = onlyInEurope;
    }
}
