// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WebPubSub.Client;
using WebPubSub.Emulator;
using WebPubSub.TestUtilities;

namespace WebPubSub.IntegrationTests;

/// <summary>The emulator inside an application under development, added with one call.</summary>
public sealed class DevelopmentEmulatorTests : IDisposable
{
    private readonly CapturedLogs _logs = new();

    public void Dispose() => _logs.Dispose();

    [Fact]
    public async Task Application_HasAnEmulatorThatCallsItsHubs()
    {
        WebApplicationBuilder builder = CreateBuilder();
        builder.Services.AddWebPubSub((string?)null).AddHub<EchoHub>().AddDevelopmentEmulator();
        await using WebApplication app = builder.Build();
        app.MapGroup("/hubs").MapWebPubSubHub<EchoHub>("/echo");
        await app.StartAsync();
        string address = app.Urls.Single();
        var service = app.Services.GetRequiredService<WebPubSubServiceClient<EchoHub>>();

        await using var client = new WebPubSubClient(await service.GetClientAccessUriAsync());
        var received = new TaskCompletionSource<string>();
        client.ServerMessageReceived += args =>
        {
            received.TrySetResult(args.Message.Data.ToString());
            return Task.CompletedTask;
        };
        await client.StartAsync();
        await client.SendEventAsync("say", BinaryData.FromString("hello"), WebPubSubDataType.Text);

        (await received.Task.WithTimeoutAsync("the echo")).Should().Be("hello");
        Uri emulator = app.Services.GetRequiredService<WebPubSubEmulator>().Endpoint;
        _logs.Lines.Where(line => line.StartsWith("Information ", StringComparison.Ordinal) && line.Contains("emulator", StringComparison.OrdinalIgnoreCase)).Should().Contain(line => line.Contains($"No connection string is set, so the emulator of Azure Web PubSub runs in this application, at {emulator}."))
            .And.Contain(line => line.Contains($"The emulator sends the events of hub 'EchoHub' (user events *) to {address}/hubs/echo."))
            .And.Contain(line => line.Contains($"The live page of the emulator is {address}/live."));
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        (await http.GetAsync(address + "/live")).Headers.Location.Should().Be(emulator);
    }

    [Fact]
    public async Task ConnectionString_LeavesTheEmulatorOut()
    {
        await using WebPubSubEmulator other = await WebPubSubEmulator.StartAsync(new() { Port = 0 });
        WebApplicationBuilder builder = CreateBuilder();
        builder.Services.AddWebPubSub(other.ConnectionString).AddHub<EchoHub>().AddDevelopmentEmulator();
        await using WebApplication app = builder.Build();
        app.MapWebPubSubHub<EchoHub>("/eventhandler");
        await app.StartAsync();

        app.Services.GetRequiredService<WebPubSubServiceClient<EchoHub>>().Endpoint.Should().Be(other.Endpoint);
        _logs.All.Should().NotContain("emulator of Azure Web PubSub");
        using var http = new HttpClient();
        ((int)(await http.GetAsync(app.Urls.Single() + "/live")).StatusCode).Should().Be(404);
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    public async Task OtherEnvironment_WithoutAConnectionString_DoesNotStart(string environment)
    {
        WebApplicationBuilder builder = CreateBuilder(environment);
        builder.Services.AddWebPubSub((string?)null).AddHub<EchoHub>().AddDevelopmentEmulator();
        await using WebApplication app = builder.Build();

        app.Invoking(a => a.MapWebPubSubHub<EchoHub>("/eventhandler")).Should().Throw<OptionsValidationException>()
            .WithMessage("WebPubSubOptions.ServiceEndpoint is not set.*set the environment variable ConnectionStrings__WebPubSub.*");
    }

    [Fact]
    public async Task TwoResources_ShareOneEmulator()
    {
        await using WebPubSubEmulator other = await WebPubSubEmulator.StartAsync(new() { Port = 0 });
        WebApplicationBuilder builder = CreateBuilder();
        builder.Services.AddWebPubSubEmulator();
        builder.Services.AddWebPubSub((string?)null).AddHub<EchoHub>().AddDevelopmentEmulator();
        builder.Services.AddKeyedWebPubSub("other", other.ConnectionString).AddHub<EchoHub>().AddDevelopmentEmulator();
        await using WebApplication app = builder.Build();
        app.MapWebPubSubHub<EchoHub>("/eventhandler");
        await app.StartAsync();

        await app.Services.GetRequiredService<WebPubSubServiceClient<EchoHub>>().SendToAllAsync("hello");
        await app.Services.GetRequiredKeyedService<WebPubSubServiceClient<EchoHub>>("other").SendToAllAsync("hello");

        app.Services.GetRequiredService<WebPubSubEmulator>().Inspector.RestCalls.Should().ContainSingle();
        other.Inspector.RestCalls.Should().ContainSingle();
    }

    [Fact]
    public void SecondCall_Throws()
    {
        WebApplicationBuilder builder = CreateBuilder();

        builder.Invoking(b => b.Services.AddWebPubSub((string?)null).AddHub<EchoHub>().AddDevelopmentEmulator().AddDevelopmentEmulator()).Should().Throw<InvalidOperationException>()
            .WithMessage("AddDevelopmentEmulator was called twice for the resource of AddWebPubSub. One emulator serves all of its hubs: remove the second call.");
    }

    [Fact]
    public void Services_WithoutAnEnvironment_Throw() =>
        new ServiceCollection().Invoking(services => services.AddWebPubSub((string?)null).AddDevelopmentEmulator()).Should().Throw<InvalidOperationException>()
            .WithMessage("AddDevelopmentEmulator needs the environment of the application*WebApplication.CreateBuilder or Host.CreateApplicationBuilder.");

    [Fact]
    public async Task Worker_HasAnEmulatorWithoutEventHandlers()
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = "Development" });
        builder.Logging.ClearProviders().AddProvider(_logs);
        builder.Services.AddWebPubSub((string?)null).AddHub<EchoHub>().AddDevelopmentEmulator();
        using IHost host = builder.Build();
        await host.StartAsync();

        await host.Services.GetRequiredService<WebPubSubServiceClient<EchoHub>>().SendToAllAsync("hello");

        _logs.All.Should().Contain("No endpoint of this application receives events, so the emulator sends none.").And.Contain("The live page of the emulator is http://127.0.0.1:");
        await host.StopAsync();
    }

    [Fact]
    public async Task Settings_OfTheEmulator_StayInEffect()
    {
        WebApplicationBuilder builder = CreateBuilder();
        builder.Services.AddWebPubSub((string?)null).AddHub<EchoHub>().AddDevelopmentEmulator();
        builder.Services.Configure<WebPubSubEmulatorOptions>(emulator => emulator.AddEventHandler("EchoHub", "/other", new WebPubSubHubEvents { UserEventPattern = "x" }));
        await using WebApplication app = builder.Build();
        app.MapWebPubSubHub<EchoHub>("/eventhandler");
        await app.StartAsync();

        _logs.All.Should().Contain("The live page of the emulator is").And.NotContain("The emulator sends the events of hub");
    }

    [Fact]
    public async Task EventWithoutAMethod_HasAReasonThatNamesTheMethod()
    {
        WebApplicationBuilder builder = CreateBuilder();
        builder.Services.AddWebPubSub((string?)null).AddHub<EchoHub>("echo").AddHub<ConnectedHub>("greeter").AddDevelopmentEmulator();
        await using WebApplication app = builder.Build();
        app.MapWebPubSubHub<EchoHub>("/echo");
        app.MapWebPubSubHub<ConnectedHub>("/connected");
        await app.StartAsync();
        var emulator = app.Services.GetRequiredService<WebPubSubEmulator>();

        await using var echo = new WebPubSubClient(await app.Services.GetRequiredService<WebPubSubServiceClient<EchoHub>>().GetClientAccessUriAsync());
        await echo.StartAsync();
        EmulatorHandlerCall connected = await emulator.Inspector.WaitForHandlerCallAsync(call => call.EventName == "connected");
        await using var other = new WebPubSubClient(await app.Services.GetRequiredService<WebPubSubServiceClient<ConnectedHub>>().GetClientAccessUriAsync());
        await other.StartAsync();
        await other.Invoking(client => client.SendEventAsync("say", BinaryData.FromString("hello"), WebPubSubDataType.Text)).Should().ThrowAsync<SendMessageFailedException>();
        EmulatorHandlerCall say = await emulator.Inspector.WaitForHandlerCallAsync(call => call.EventName == "say");

        connected.Reason.Should().Be("The class of hub 'echo' does not override OnConnectedAsync, so the event 'connected' is not sent. Override the method if the application needs this event.");
        say.Reason.Should().Be("The class of hub 'greeter' handles no user events, so no event handler receives the event 'say'. Override OnMessageReceivedAsync, or add a method with [UserEvent].");
    }

    private WebApplicationBuilder CreateBuilder(string environment = "Development")
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Configuration["Urls"] = "http://127.0.0.1:0";
        builder.Logging.ClearProviders().AddProvider(_logs);
        return builder;
    }

    public sealed class ConnectedHub : WebPubSubHub
    {
        public override Task OnConnectedAsync(ConnectedEventRequest request, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    public sealed class EchoHub : WebPubSubHub
    {
        public override ValueTask<UserEventResponse> OnMessageReceivedAsync(UserEventRequest request, CancellationToken cancellationToken) =>
            new(request.CreateResponse(request.Data, request.DataType));
    }
}
