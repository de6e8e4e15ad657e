// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure.Identity;
using Microsoft.Extensions.Azure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WebPubSub.TestUtilities;

namespace WebPubSub.Extensions.DependencyInjection.Tests;

public sealed class AddWebPubSubTests
{
    private const string ConnectionString = "Endpoint=https://demo.webpubsub.azure.com;AccessKey=secret-access-key;Version=1.0;";
    private readonly HostApplicationBuilder _builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());

    [Fact]
    public async Task AddHub_InjectsTheClientOfItsHub()
    {
        await using StubServer service = await StubServer.StartAsync();
        _builder.Services.AddWebPubSub($"Endpoint={service.Address};AccessKey=k").AddHub<ChatHub>("chat").AddHub<NewsHub>();
        using IHost host = _builder.Build();

        await host.Services.GetRequiredService<WebPubSubServiceClient<ChatHub>>().SendToAllAsync("m");
        await host.Services.GetRequiredService<WebPubSubServiceClient<NewsHub>>().SendToAllAsync("m");

        (await service.NextRequestAsync()).Target.Should().StartWith("/api/hubs/chat/:send");
        (await service.NextRequestAsync()).Target.Should().StartWith("/api/hubs/NewsHub/:send");
    }

    [Theory]
    [InlineData(null, "No connection string is set, and AddDevelopmentEmulator needs the package WebPubSub.Emulator. Add it with 'dotnet add package WebPubSub.Emulator'*")]
    [InlineData(ConnectionString, null)]
    public void DevelopmentEmulator_WithoutItsPackage_NeedsAConnectionString(string? connectionString, string? error)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = "Development" });
        builder.Services.AddWebPubSub(connectionString).AddHub<ChatHub>("chat").AddDevelopmentEmulator();
        using IHost host = builder.Build();

        Action resolve = () => host.Services.GetRequiredService<WebPubSubServiceClient<ChatHub>>();

        if (error is null)
        {
            resolve.Should().NotThrow();
        }
        else
        {
            resolve.Should().Throw<InvalidOperationException>().WithMessage(error);
        }
    }

    [Fact]
    public void OfficialShape_OnTheServiceCollection_Compiles()
    {
        IServiceCollection services = _builder.Services
            .AddWebPubSub(options => options.ServiceEndpoint = new WebPubSubServiceEndpoint(ConnectionString))
            .AddSingleton("other");
        services.AddWebPubSubServiceClient<ChatHub>().AddSingleton(new object());
        _builder.Services.AddWebPubSub(ConnectionString).AddHub<NewsHub>("news").AddOptions();
        using IHost host = _builder.Build();

        host.Services.GetRequiredService<WebPubSubServiceClient<ChatHub>>().Hub.Should().Be("ChatHub");
        host.Services.GetRequiredService<WebPubSubServiceClient<NewsHub>>().Hub.Should().Be("news");
        host.Services.GetRequiredService<string>().Should().Be("other");
    }

    [Fact]
    public void OfficialShape_Compiles()
    {
        _builder.Services
            .AddWebPubSub(options => options.ServiceEndpoint = new WebPubSubServiceEndpoint(ConnectionString))
            .AddWebPubSubServiceClient<ChatHub>();
        using IHost host = _builder.Build();

        var client = host.Services.GetRequiredService<WebPubSubServiceClient<ChatHub>>();
        client.Hub.Should().Be("ChatHub");
        client.Endpoint.Should().Be(new Uri("https://demo.webpubsub.azure.com/"));
        host.Services.GetRequiredService<WebPubSubServiceClient<ChatHub>>().Should().BeSameAs(client);
    }

    [Fact]
    public void EndpointAlone_UsesTheDefaultAzureCredential()
    {
        _builder.Services.AddWebPubSub(new Uri("https://demo.webpubsub.azure.com")).AddHub<ChatHub>();
        using IHost host = _builder.Build();

        host.Services.GetRequiredService<IOptions<WebPubSubOptions>>().Value.ServiceEndpoint!.TokenCredential
            .Should().BeOfType<DefaultAzureCredential>();
        host.Services.GetRequiredService<WebPubSubServiceClient<ChatHub>>().Hub.Should().Be("ChatHub");
    }

    [Fact]
    public void Hub_IsScoped_AndGetsScopedServices()
    {
        _builder.Services.AddScoped<Dependency>();
        _builder.Services.AddWebPubSub(ConnectionString).AddHub<NewsHub>();
        using IHost host = _builder.Build();
        using IServiceScope first = host.Services.CreateScope();
        using IServiceScope second = host.Services.CreateScope();

        NewsHub hub = first.ServiceProvider.GetRequiredService<NewsHub>();

        hub.Dependency.Should().BeSameAs(first.ServiceProvider.GetRequiredService<Dependency>());
        second.ServiceProvider.GetRequiredService<NewsHub>().Should().NotBeSameAs(hub);
    }

    [Fact]
    public void RepeatedRegistration_ChangesNothing()
    {
        _builder.Services.AddWebPubSub(ConnectionString).AddHub<ChatHub>("chat").AddHub<ChatHub>("Chat");
        _builder.Services.AddWebPubSub().AddHub<ChatHub>("chat");
        using IHost host = _builder.Build();

        host.Services.GetRequiredService<WebPubSubHubRegistry>().Hubs.Should().ContainSingle().Which.HubName.Should().Be("chat");
        host.Services.GetServices<ChatHub>().Should().ContainSingle();
    }

    [Fact]
    public async Task TwoHubsWithOneName_FailAtStart()
    {
        _builder.Services.AddScoped<Dependency>();
        _builder.Services.AddWebPubSub(ConnectionString).AddHub<ChatHub>("chat").AddHub<NewsHub>("CHAT");
        using IHost host = _builder.Build();

        await host.Awaiting(h => h.StartAsync()).Should().ThrowAsync<InvalidOperationException>().WithMessage("ChatHub and NewsHub*'CHAT'*AddHub<NewsHub>*");
    }

    [Fact]
    public async Task OneHubWithTwoNames_FailsAtStart()
    {
        _builder.Services.AddWebPubSub(ConnectionString).AddHub<ChatHub>("chat").AddHub<ChatHub>("news");
        using IHost host = _builder.Build();

        await host.Awaiting(h => h.StartAsync()).Should().ThrowAsync<InvalidOperationException>().WithMessage("*'chat' and 'news'*");
    }

    [Fact]
    public void SerializedOptions_HaveNoKey()
    {
        var options = new WebPubSubOptions { ServiceEndpoint = new WebPubSubServiceEndpoint("Endpoint=https://demo.webpubsub.azure.com;AccessKey=first-secret") };
        options.FailoverEndpoints.Add(new WebPubSubServiceEndpoint("Endpoint=https://other.webpubsub.azure.com;AccessKey=second-secret"));
        options.AdditionalAccessKeys.Add("third-secret");

        System.Text.Json.JsonSerializer.Serialize(options).Should().Contain("demo.webpubsub.azure.com").And.NotContain("secret");
        Newtonsoft.Json.JsonConvert.SerializeObject(options).Should().Contain("demo.webpubsub.azure.com").And.NotContain("secret");
    }

    [Fact]
    public void ClientOfAnUnregisteredHub_Throws_AndNamesTheMissingCall()
    {
        _builder.Services.AddWebPubSub(ConnectionString).AddHub<ChatHub>();
        using IHost host = _builder.Build();

        host.Services.Invoking(services => services.GetRequiredService<WebPubSubServiceClient<NewsHub>>())
            .Should().Throw<InvalidOperationException>().WithMessage("*AddHub<NewsHub>()*");
        host.Services.GetRequiredService<WebPubSubServiceClient<ChatHub>>().Hub.Should().Be("ChatHub");
    }

    [Fact]
    public async Task MissingEndpoint_WhenUnverifiedEventsAreAllowed_IsAccepted()
    {
        _builder.Services.AddWebPubSub(options => options.DangerouslyAllowUnverifiedEvents = true).AddHub<ChatHub>();
        using IHost host = _builder.Build();

        await host.StartAsync();
        await host.StopAsync();
    }

    [Fact]
    public async Task MissingEndpoint_FailsAtStart_NamingTheSetting()
    {
        _builder.Services.AddWebPubSub().AddHub<ChatHub>();
        using IHost host = _builder.Build();

        await host.Awaiting(h => h.StartAsync()).Should().ThrowAsync<OptionsValidationException>().WithMessage("*WebPubSubOptions.ServiceEndpoint*");
    }

    [Theory]
    [InlineData("Service", ConnectionString)]
    [InlineData("Service:ConnectionString", ConnectionString)]
    [InlineData("Service:Endpoint", "https://demo.webpubsub.azure.com")]
    public void Configuration_NamesTheResource(string setting, string value)
    {
        _builder.Configuration[setting] = value;
        _builder.Services.AddWebPubSub(_builder.Configuration.GetSection("Service")).AddHub<ChatHub>();
        using IHost host = _builder.Build();

        host.Services.GetRequiredService<WebPubSubServiceClient<ChatHub>>().Endpoint.Should().Be(new Uri("https://demo.webpubsub.azure.com/"));
        WebPubSubServiceEndpoint endpoint = host.Services.GetRequiredService<IOptions<WebPubSubOptions>>().Value.ServiceEndpoint!;
        (endpoint.TokenCredential is DefaultAzureCredential).Should().Be(setting == "Service:Endpoint");
    }

    [Fact]
    public async Task EmptyConfiguration_FailsAtStart_NamingTheSetting()
    {
        _builder.Services.AddWebPubSub(_builder.Configuration.GetSection("Service")).AddHub<ChatHub>();
        using IHost host = _builder.Build();

        await host.Awaiting(h => h.StartAsync()).Should().ThrowAsync<OptionsValidationException>().WithMessage("*WebPubSubOptions.ServiceEndpoint*");
    }

    [Fact]
    public async Task ReloadedConfiguration_RotatesTheKey_AndIgnoresAMalformedOne()
    {
        await using StubServer service = await StubServer.StartAsync();
        var logs = new CapturedLogs();
        _builder.Logging.AddProvider(logs);
        _builder.Configuration["Service:ConnectionString"] = $"Endpoint={service.Address};AccessKey=first-key";
        _builder.Services.AddWebPubSub(_builder.Configuration.GetSection("Service")).AddHub<ChatHub>();
        using IHost host = _builder.Build();
        var client = host.Services.GetRequiredService<WebPubSubServiceClient<ChatHub>>();
        Uri before = client.GetClientAccessUri();

        _builder.Configuration["Service:ConnectionString"] = "AccessKey=malformed";
        ((IConfigurationRoot)_builder.Configuration).Reload();
        client.GetClientAccessUri().Should().NotBeNull("the client keeps the old key");
        logs.All.Should().Contain("is ignored").And.Contain("'Endpoint'").And.NotContain("malformed;");

        _builder.Configuration["Service:ConnectionString"] = $"Endpoint={service.Address};AccessKey=second-key";
        ((IConfigurationRoot)_builder.Configuration).Reload();
        host.Services.GetRequiredService<IOptions<WebPubSubOptions>>().Value.ServiceEndpoint!.KeyCredential!.Key.Should().Be("second-key");
        Signature(client.GetClientAccessUri()).Should().NotBe(Signature(before));
    }

    [Fact]
    public async Task HealthCheck_CallsTheService()
    {
        await using StubServer service = await StubServer.StartAsync();
        _builder.Services.AddWebPubSub(options => options.ServiceEndpoint = new WebPubSubServiceEndpoint(
            $"Endpoint={service.Address};AccessKey=k", new WebPubSubServiceClientOptions { Retry = { MaxRetries = 0 } }));
        _builder.Services.AddHealthChecks().AddWebPubSub();
        using IHost host = _builder.Build();
        HealthCheckService health = host.Services.GetRequiredService<HealthCheckService>();

        (await health.CheckHealthAsync()).Status.Should().Be(HealthStatus.Healthy);
        (await service.NextRequestAsync()).Target.Should().StartWith("/api/health");
        service.Default = StubServer.Status(503);
        (await health.CheckHealthAsync()).Status.Should().Be(HealthStatus.Unhealthy);
    }

    [Fact]
    public async Task HealthCheck_WithoutAnEndpoint_IsUnhealthy()
    {
        _builder.Services.AddWebPubSub(options => options.DangerouslyAllowUnverifiedEvents = true);
        _builder.Services.AddHealthChecks().AddWebPubSub();
        using IHost host = _builder.Build();

        HealthReport report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();

        report.Status.Should().Be(HealthStatus.Unhealthy);
        report.Entries["webpubsub"].Description.Should().Contain("WebPubSubOptions.ServiceEndpoint is not set");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AzureCoreRequests_AreLoggedAtDebug_InAnyOrderOfRegistration(bool azureClientsFirst)
    {
        await using StubServer service = await StubServer.StartAsync();
        using var logs = new CapturedLogs();
        _builder.Logging.AddProvider(logs).SetMinimumLevel(LogLevel.Debug);
        Action[] registrations =
        [
            () => _builder.Services.AddAzureClients(clients => clients.AddWebPubSubServiceClient($"Endpoint={service.Address};AccessKey=k", "chat")),
            () => _builder.Services.AddWebPubSub($"Endpoint={service.Address};AccessKey=k").AddHub<ChatHub>("chat"),
        ];
        foreach (Action register in azureClientsFirst ? registrations : registrations.Reverse())
        {
            register();
        }

        using IHost host = _builder.Build();
        await host.StartAsync();

        await host.Services.GetRequiredService<WebPubSubServiceClient<ChatHub>>().SendToAllAsync("m");

        logs.Lines.Where(line => line.Contains("/api/hubs/chat/:send", StringComparison.Ordinal)).Should().NotBeEmpty()
            .And.OnlyContain(line => line.StartsWith("Debug", StringComparison.Ordinal));
        await host.StopAsync();
    }

    [Fact]
    public async Task AzureClients_CanCreateTheClient()
    {
        await using StubServer service = await StubServer.StartAsync();
        _builder.Configuration["Configured:ConnectionString"] = ConnectionString;
        _builder.Configuration["Configured:Hub"] = "configured";
        _builder.Services.AddAzureClients(clients =>
        {
            clients.AddWebPubSubServiceClient($"Endpoint={service.Address};AccessKey=k", "chat");
            clients.AddWebPubSubServiceClient(new Uri("https://demo.webpubsub.azure.com"), "news").WithName("news");
            clients.AddWebPubSubServiceClient(service.Address, "keyed", new Azure.AzureKeyCredential("k")).WithName("keyed");
            clients.AddWebPubSubServiceClient(new Uri("https://demo.webpubsub.azure.com"), "identity", new DefaultAzureCredential()).WithName("identity");
            clients.AddWebPubSubServiceClient(_builder.Configuration.GetSection("Configured")).WithName("configured");
        });
        using IHost host = _builder.Build();
        IAzureClientFactory<WebPubSubServiceClient> named = host.Services.GetRequiredService<IAzureClientFactory<WebPubSubServiceClient>>();

        host.Services.GetRequiredService<WebPubSubServiceClient>().Hub.Should().Be("chat");
        named.CreateClient("news").Hub.Should().Be("news");
        named.CreateClient("keyed").Endpoint.Should().Be(service.Address);
        named.CreateClient("identity").Hub.Should().Be("identity");
        named.CreateClient("configured").Hub.Should().Be("configured");
    }

    [Fact]
    public async Task AzureCoreLog_IsWrittenToTheLogOfTheApplication()
    {
        await using StubServer service = await StubServer.StartAsync();
        var logs = new CapturedLogs();
        _builder.Logging.AddProvider(logs).SetMinimumLevel(LogLevel.Debug);
        _builder.Services.AddWebPubSub($"Endpoint={service.Address};AccessKey=secret-access-key").AddHub<ChatHub>("chat");
        using IHost host = _builder.Build();
        await host.StartAsync();

        await host.Services.GetRequiredService<WebPubSubServiceClient<ChatHub>>().CloseConnectionAsync("c", "private reason");
        await host.StopAsync();

        logs.All.Should().Contain("Azure.Core").And.Contain("/api/hubs/chat/connections/c")
            .And.NotContain("secret-access-key").And.NotContain("Bearer ey").And.NotContain("private");
        logs.Lines.Where(line => line.Contains(" Azure.Core: ", StringComparison.Ordinal)).Should().NotBeEmpty()
            .And.NotContain(line => line.StartsWith("Information", StringComparison.Ordinal), "a new application logs no requests at this level");
    }

    [Fact]
    public void MalformedConnectionString_ThrowsAtRegistration() =>
        _builder.Services.Invoking(services => services.AddWebPubSub("AccessKey=secret-access-key"))
            .Should().Throw<ArgumentException>().Which.Message.Should().Contain("'Endpoint'").And.NotContain("secret-access-key");

    [Theory]
    [InlineData("")]
    [InlineData("no hub")]
    [InlineData("1")]
    public void InvalidHubName_ThrowsAtRegistration(string name) =>
        _builder.Services.AddWebPubSub(ConnectionString).Invoking(builder => builder.AddHub<ChatHub>(name)).Should().Throw<ArgumentException>();

    private static string Signature(Uri uri) => uri.Query.Split('.')[2];

    public sealed class ChatHub : WebPubSubHub;

    public sealed class NewsHub(Dependency dependency) : WebPubSubHub
    {
        public Dependency Dependency { get; } = dependency;
    }
}
