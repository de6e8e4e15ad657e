// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WebPubSub.Client;
using WebPubSub.Emulator;
using WebPubSub.TestUtilities;

namespace WebPubSub.IntegrationTests;

/// <summary>WebSocket clients as services of an application, over real sockets.</summary>
public sealed class HostedClientTests : IDisposable
{
    private readonly CapturedLogs _logs = new();
    private readonly HostApplicationBuilder _builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = "Production" });

    public HostedClientTests() => _builder.Logging.ClearProviders().AddProvider(_logs);

    public void Dispose() => _logs.Dispose();

    [Fact]
    public async Task Client_StartsAndStopsWithTheApplication()
    {
        await using WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(new() { Port = 0 });
        _builder.Services.AddWebPubSubClient(_ => CredentialOf(emulator)).StartWithApplication();
        _builder.Services.AddHealthChecks().AddWebPubSubClient();
        using IHost host = _builder.Build();
        var client = host.Services.GetRequiredService<WebPubSubClient>();
        (await CheckHealthAsync(host)).Should().Be((HealthStatus.Unhealthy, "The WebSocket client is stopped."));

        await host.StartAsync();
        await TestTimeout.UntilAsync(() => client.State == WebPubSubClientState.Connected, "the connection");

        (await CheckHealthAsync(host)).Should().Be((HealthStatus.Healthy, "The WebSocket client is connected."));
        _logs.All.Should().Contain("WebPubSub.Client:", "the client logs with the application");
        await host.StopAsync();
        client.State.Should().Be(WebPubSubClientState.Stopped);
        await emulator.Inspector.WaitForNoConnectionAsync(_ => true);
    }

    [Fact]
    public async Task Client_WaitsForAServiceThatStartsLater_AndSurvivesARestart()
    {
        int port = FreePort.Find();
        _builder.Services.AddWebPubSubClient(
            _ => new WebPubSubClientCredential(async cancellationToken => await Service(port).GetClientAccessUriAsync(cancellationToken: cancellationToken)),
            options =>
            {
                options.RecoveryTimeout = TimeSpan.FromMilliseconds(200);
                options.ReconnectRetryOptions.Delay = TimeSpan.FromMilliseconds(20);
                options.ReconnectRetryOptions.MaxDelay = TimeSpan.FromMilliseconds(100);
            }).StartWithApplication();
        _builder.Services.AddHealthChecks().AddWebPubSubClient();
        using IHost host = _builder.Build();
        await host.StartAsync();
        var client = host.Services.GetRequiredService<WebPubSubClient>();
        await TestTimeout.UntilAsync(() => _logs.All.Contains("The WebSocket client '' could not connect. It tries again in 1 s.", StringComparison.Ordinal), "the first failure");
        _logs.All.Should().Contain("Start the emulator with 'webpubsub-emulator'");
        (await CheckHealthAsync(host)).Status.Should().Be(HealthStatus.Unhealthy);

        await using (WebPubSubEmulator first = await WebPubSubEmulator.StartAsync(new() { Port = port }))
        {
            await first.Inspector.WaitForConnectionAsync(_ => true, TimeSpan.FromSeconds(60));
        }

        await using WebPubSubEmulator second = await WebPubSubEmulator.StartAsync(new() { Port = port });
        await second.Inspector.WaitForConnectionAsync(_ => true, TimeSpan.FromSeconds(60));
        await TestTimeout.UntilAsync(() => client.State == WebPubSubClientState.Connected, "the new connection");
        await host.StopAsync();
    }

    [Fact]
    public async Task Stop_DuringTheFirstAttempts_EndsThem()
    {
        int port = FreePort.Find();
        _builder.Services.AddWebPubSubClient(_ => new WebPubSubClientCredential(new Uri($"ws://127.0.0.1:{port}/client/hubs/chat"))).StartWithApplication();
        using IHost host = _builder.Build();
        await host.StartAsync();
        await TestTimeout.UntilAsync(() => _logs.All.Contains("could not connect", StringComparison.Ordinal), "the first failure");

        await host.StopAsync().WithTimeoutAsync("the stop");
    }

    [Fact]
    public async Task KeyedClients_AreDifferent()
    {
        await using WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(new() { Port = 0 });
        _builder.Services.AddKeyedWebPubSubClient("a", _ => CredentialOf(emulator), options => options.SendBufferCapacity = 1).StartWithApplication();
        _builder.Services.AddKeyedWebPubSubClient("b", _ => CredentialOf(emulator));
        _builder.Services.AddHealthChecks().AddWebPubSubClient("a", serviceKey: "a");
        using IHost host = _builder.Build();
        await host.StartAsync();

        var a = host.Services.GetRequiredKeyedService<WebPubSubClient>("a");
        await TestTimeout.UntilAsync(() => a.State == WebPubSubClientState.Connected, "the connection");
        host.Services.GetRequiredKeyedService<WebPubSubClient>("b").State.Should().Be(WebPubSubClientState.Stopped);
        (await CheckHealthAsync(host)).Status.Should().Be(HealthStatus.Healthy);
        await host.StopAsync();
    }

    [Fact]
    public void SecondRegistration_Throws()
    {
        IWebPubSubClientBuilder client = _builder.Services.AddWebPubSubClient(_ => null!).StartWithApplication();
        _builder.Services.AddKeyedWebPubSubClient("a", _ => null!);

        client.Invoking(c => c.StartWithApplication()).Should().Throw<InvalidOperationException>().WithMessage("StartWithApplication was called twice for one client.*");
        _builder.Services.Invoking(s => s.AddWebPubSubClient(_ => null!)).Should().Throw<InvalidOperationException>().WithMessage("AddWebPubSubClient was called twice. Use AddKeyedWebPubSubClient*");
        _builder.Services.Invoking(s => s.AddKeyedWebPubSubClient("a", _ => null!)).Should().Throw<InvalidOperationException>().WithMessage("A client with the key 'a' is already registered.*");
    }

    [Theory]
    [InlineData("MessageTimeout", "00:00:07", null)]
    [InlineData("MessageTimeout", "soon", "The configuration 'Client:MessageTimeout' has the value 'soon'. Use a time such as 00:00:30, a number, or true or false*")]
    [InlineData("SendBufferCapacity", "1e9", "The configuration 'Client:SendBufferCapacity' has the value '1e9'.*")]
    public void Options_AreReadFromConfiguration(string key, string value, string? error)
    {
        _builder.Configuration["Client:" + key] = value;
        _builder.Services.AddWebPubSubClient(_ => new WebPubSubClientCredential(new Uri("ws://127.0.0.1:9"))).BindConfiguration(_builder.Configuration.GetSection("Client"));
        using IHost host = _builder.Build();

        Func<WebPubSubClientOptions> read = () => host.Services.GetRequiredService<Microsoft.Extensions.Options.IOptionsMonitor<WebPubSubClientOptions>>().CurrentValue;

        if (error is null)
        {
            read().MessageTimeout.Should().Be(TimeSpan.FromSeconds(7));
        }
        else
        {
            read.Should().Throw<ArgumentException>().WithMessage(error);
        }
    }

    [Fact]
    public void Readme_Snippets_MatchTheCompiledCode() => ReadmeSnippets.ShouldBeCompiled("extensions/WebPubSub.Client.Hosting/README.md", "HostingExamples.cs");

    [Fact]
    public void Example_RegistersTheClientAndItsHealthCheck()
    {
        HostingExamples.Add(_builder.Services, _builder.Configuration);
        using IHost host = _builder.Build();

        host.Services.GetRequiredService<WebPubSubClient>().State.Should().Be(WebPubSubClientState.Stopped);
        host.Services.GetServices<IHostedService>().Should().NotBeEmpty();
        host.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<HealthCheckServiceOptions>>().Value.Registrations.Select(check => check.Name)
            .Should().Equal("webpubsub-client");
    }

    private static WebPubSubServiceClient Service(int port) => new($"Endpoint=http://127.0.0.1:{port};AccessKey={WebPubSubEmulatorOptions.DefaultAccessKey};Version=1.0;", "chat");

    private static WebPubSubClientCredential CredentialOf(WebPubSubEmulator emulator) => new(new WebPubSubServiceClient(emulator.ConnectionString, "chat").GetClientAccessUri());

    private static async Task<(HealthStatus Status, string? Description)> CheckHealthAsync(IHost host)
    {
        HealthReport report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        return (report.Status, report.Entries.Single().Value.Description);
    }
}
