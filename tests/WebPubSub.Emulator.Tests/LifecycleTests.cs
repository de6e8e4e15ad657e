// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using WebPubSub.TestUtilities;

namespace WebPubSub.Emulator.Tests;

/// <summary>Start, stop, hosting and invalid settings.</summary>
public sealed class LifecycleTests
{
    private const string Json = "json.webpubsub.azure.v1";

    [Fact]
    public void Defaults_AreThoseOfTheServiceTeamsEmulator()
    {
        var options = new WebPubSubEmulatorOptions();

        options.Host.Should().Be("localhost");
        options.Port.Should().Be(8080);
        options.AccessKey.Should().Be("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABCDEFGH");
    }

    [Fact]
    public void AddEventHandler_SubscribesToTheEventsOfTheHub()
    {
        var events = new WebPubSubHubEvents { UserEventPattern = "echo", SystemEvents = ["connected"], GroupPresenceEvents = ["joined"] };

        WebPubSubEmulatorEventHandlerOptions handler = new WebPubSubEmulatorOptions().AddEventHandler("chat", "/events", events).Hubs["chat"].EventHandlers.Single();

        (handler.UrlTemplate, handler.EventPattern, handler.SystemEvents.Single(), handler.GroupPresenceEvents.Single()).Should().Be(("/events", "echo", "connected", "joined"));
    }

    [Fact]
    public async Task PortZero_SelectsAFreePort_AndTheConnectionStringContainsIt()
    {
        await using WebPubSubEmulator first = await WebPubSubEmulator.StartAsync(new() { Port = 0 });
        await using WebPubSubEmulator second = await WebPubSubEmulator.StartAsync(new() { Port = 0 });

        first.Endpoint.Should().NotBe(second.Endpoint);
        first.ConnectionString.Should().Be($"Endpoint=http://127.0.0.1:{first.Endpoint.Port};AccessKey={TestToken.Key};Version=1.0;");
        var service = new WebPubSubServiceClient(first.ConnectionString, "chat");
        (await service.UserExistsAsync("missing")).Value.Should().BeFalse();
    }

    [Fact]
    public async Task TakenPort_FailsWithTheAddress()
    {
        await using WebPubSubEmulator first = await WebPubSubEmulator.StartAsync(new() { Port = 0 });

        Func<Task> start = () => WebPubSubEmulator.StartAsync(new() { Host = "127.0.0.1", Port = first.Endpoint.Port });

        await start.Should().ThrowAsync<IOException>().WithMessage($"*127.0.0.1:{first.Endpoint.Port}*");
    }

    [Fact]
    public async Task Dispose_WhileAStopRuns_WaitsForTheStop()
    {
        WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(new() { Port = 0 });
        using TestSocket client = await TestSocket.ConnectAsync(TestToken.ClientUri(emulator.Endpoint, "chat")); // the stop waits for its close

        Task stop = emulator.StopAsync();
        Task dispose = emulator.DisposeAsync().AsTask();
        await client.ReceiveCloseAsync();
        await client.CloseOutputAsync(WebSocketCloseStatus.NormalClosure);
        await dispose;

        stop.IsCompletedSuccessfully.Should().BeTrue();
    }

    [Fact]
    public async Task Stopping_FreesThePort_AndCanBeRepeated()
    {
        WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(new() { Port = 0 });

        await emulator.DisposeAsync();
        await emulator.DisposeAsync();

        using var socket = new TcpClient();
        await socket.Invoking(s => s.ConnectAsync(IPAddress.Loopback, emulator.Endpoint.Port)).Should().ThrowAsync<SocketException>();
    }

    [Fact]
    public void RetryDelays_AreThoseOfTheService() => new WebPubSubEmulatorOptions().EventRetryDelays.Should().Equal(
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(5));

    [Fact]
    public async Task PathWithoutAnApplication_FailsTheStart()
    {
        Func<Task> start = () => WebPubSubEmulator.StartAsync(new WebPubSubEmulatorOptions { Port = 0 }.AddEventHandler("chat", "/events"));

        await start.Should().ThrowAsync<OptionsValidationException>().WithMessage("*'/events' is a path*");
    }

    [Fact]
    public async Task LoggerFactory_GetsTheLog()
    {
        var logs = new CapturedLogs();
        using ILoggerFactory loggers = LoggerFactory.Create(logging => logging.AddProvider(logs));
        await using WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(new() { Port = 0, LoggerFactory = loggers });

        await TestSocket.ConnectRejectedAsync(new Uri($"ws://{emulator.Endpoint.Authority}/client/hubs/chat"));

        logs.All.Should().Contain("The request has no access token.");
    }

    [Fact]
    public async Task AccessKey_CanBeChanged()
    {
        const string Key = "custom-emulator-access-key-1234567890";
        await using WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(new() { Port = 0, AccessKey = Key });

        (await new WebPubSubServiceClient(emulator.ConnectionString, "chat").UserExistsAsync("missing")).Value.Should().BeFalse();
        (await TestSocket.ConnectRejectedAsync(TestToken.ClientUri(emulator.Endpoint))).Should().Be(401, "the emulator does not use the default key");
    }

    [Theory]
    [InlineData("short")]
    [InlineData(" leading-blank-and-long-enough-to-be-a-key")]
    [InlineData("with;semicolon-and-long-enough-to-be-a-key")]
    [InlineData("with\ttab-and-long-enough-to-be-one-really")]
    public async Task IllegalKey_IsNamedByItsPath_AndNotShown(string key)
    {
        Func<Task> start = () => WebPubSubEmulator.StartAsync(new() { Port = 0, AccessKey = key });

        (await start.Should().ThrowAsync<OptionsValidationException>()).Which.Message.Should().Contain("WebPubSub:AccessKey").And.NotContain(key);
    }

    [Theory]
    [InlineData("WebPubSub:Hubs:chat:EventHandlers:0:UrlTemplate", "tunnel:///eventhandler", "WebPubSub:Hubs:chat:EventHandlers:0:UrlTemplate is a tunnel")]
    [InlineData("WebPubSub:Hubs:chat:EventHandlers:0:UrlTemplate", "http://h/{@Microsoft.KeyVault(SecretUri=x)}", "EventHandlers:0:UrlTemplate refers to a key vault")]
    [InlineData("WebPubSub:Hubs:chat:EventHandlers:0:UrlTemplate", "not a url", "EventHandlers:0:UrlTemplate is not an absolute")]
    [InlineData("WebPubSub:Hubs:chat:EventHandlers:0:UrlTemplate", "http://{event}.example.com/x", "EventHandlers:0:UrlTemplate has a parameter before its path")]
    [InlineData("WebPubSub:Hubs:chat:EventHandlers:0:UrlTemplate", "http://h:8{hub}/x", "EventHandlers:0:UrlTemplate")]
    [InlineData("WebPubSub:Hubs:chat:EventHandlers:0:UrlTemplate", "http://u:{event}@h/x", "EventHandlers:0:UrlTemplate has a parameter before its path")]
    [InlineData("WebPubSub:Hubs:chat:EventHandlers:0:EventPattern", "*", "EventHandlers:0:UrlTemplate is missing")]
    [InlineData("WebPubSub:Hubs:chat:EventHandlers:0:SystemEvents:0", "conect", "SystemEvents contains 'conect'")]
    [InlineData("WebPubSub:Hubs:1chat:EventHandlers:0:UrlTemplate", "http://h", "WebPubSub:Hubs:1chat is not a valid hub name")]
    [InlineData("WebPubSub:Hubs:chat:EventHandlers:0:UrlTemplate", "http://h/{even}", "EventHandlers:0:UrlTemplate contains the parameter '{even}'")]
    [InlineData("WebPubSub:Hubs:chat:EventHandlers:0:SystemEvent:0", "connect", "WebPubSub:Hubs:chat:EventHandlers:0:SystemEvent is not a setting")]
    [InlineData("WebPubSub:Hubs:chat:EventHandler:0:UrlTemplate", "http://h", "WebPubSub:Hubs:chat:EventHandler is not a setting")]
    public void BadConfiguration_IsNamedByItsPath(string setting, string value, string message)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddWebPubSubEmulator(Configuration((setting, value)));
        using ServiceProvider provider = services.BuildServiceProvider();

        provider.Invoking(p => p.GetRequiredService<WebPubSubEmulator>()).Should().Throw<OptionsValidationException>().WithMessage($"*{message}*");
    }

    [Fact]
    public async Task Configuration_HasTheShapeOfTheServiceTeamsEmulator()
    {
        await using StubServer handler = await StubServer.StartAsync();
        handler.Default = StubServer.Status(200, headers: ("WebHook-Allowed-Origin", "*"));
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddWebPubSubEmulator(Configuration(
            ("Urls", "http://this-is-the-applications:5000"),
            ("WebPubSub:Hubs:Chat:EventHandlers:0:UrlTemplate", handler.Address + "first"),
            ("WebPubSub:Hubs:Chat:EventHandlers:0:SystemEvents:0", "Connected"),
            ("WebPubSub:Hubs:Chat:EventHandlers:0:EventPattern", "other, message"),
            ("WebPubSub:Hubs:Chat:EventHandlers:1:UrlTemplate", handler.Address + "second"),
            ("WebPubSub:Hubs:Chat:EventHandlers:1:SystemEvents:0", "connected"),
            ("WebPubSub:Hubs:Chat:EventHandlers:1:EventPattern", "*")));
        services.Configure<WebPubSubEmulatorOptions>(options => options.Port = 0);
        await using ServiceProvider provider = services.BuildServiceProvider();
        WebPubSubEmulator emulator = provider.GetRequiredService<WebPubSubEmulator>();
        await emulator.ListenAsync(CancellationToken.None);
        (TestSocket socket, _) = await TestSocket.ConnectJsonAsync(TestToken.ClientUri(emulator.Endpoint));

        using (socket)
        {
            await socket.SendTextAsync("""{"type":"event","event":"MESSAGE","data":1,"ackId":1}""");
            await socket.ReceiveTextAsync();
            await socket.SendTextAsync("""{"type":"event","event":"another","data":1,"ackId":2}""");
            await socket.ReceiveTextAsync();
        }

        handler.TakeRequests().Where(request => request.Method == "POST").Select(request => $"{request.Target} {request.Header("ce-eventName")}")
            .Should().BeEquivalentTo("/first connected", "/first MESSAGE", "/second another");
    }

    [Fact]
    public async Task InsideAnApplication_AHandlerCanBeAPath()
    {
        var called = new TaskCompletionSource<string>();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddWebPubSubEmulator(options =>
        {
            options.Port = 0;
            options.AddEventHandler("chat", "/events/{event}");
        });
        await using WebApplication app = builder.Build();
        app.MapMethods("/events/{name}", ["OPTIONS", "POST"], (HttpContext http, string name) =>
        {
            http.Response.Headers["WebHook-Allowed-Origin"] = "*";
            if (name == "connected")
            {
                called.TrySetResult(http.Request.Headers["ce-hub"]!);
            }
        });
        string connectionString = app.Services.GetRequiredService<WebPubSubEmulator>().ConnectionString;
        await app.StartAsync();

        using TestSocket socket = await TestSocket.ConnectAsync(
            new WebPubSubServiceClient(connectionString, "chat").GetClientAccessUri(), Json);

        (await called.Task.WithTimeoutAsync("the connected event")).Should().Be("chat");
    }

    [Fact]
    public async Task Logs_ContainReasons_AndNoTokenOrKey()
    {
        var logs = new CapturedLogs();
        using ILoggerFactory loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs));
        await using var emulator = new WebPubSubEmulator(new() { Port = 0 }, loggers);
        await emulator.ListenAsync(CancellationToken.None);
        string token = TestToken.Create($"{emulator.Endpoint}client/hubs/other");
        (TestSocket socket, _) = await TestSocket.ConnectJsonAsync(TestToken.ClientUri(emulator.Endpoint));
        using (socket)
        {
            await TestSocket.ConnectRejectedAsync(new Uri($"ws://{emulator.Endpoint.Authority}/client/hubs/chat?access_token={token}"));
            await socket.SendTextAsync("""{"type":"joinGroup","group":"g"}""");
            await socket.SendTextAsync("""{"type":"event","event":"e","data":1}""");
            await socket.SendTextAsync("not json");
            await socket.ReceiveCloseAsync();
        }

        logs.All.Should()
            .Contain("The token is for hub 'other', but the client connects to hub 'chat'.").And
            .Contain("The client does not have permission to join group 'g'. It needs the role webpubsub.joinLeaveGroup or webpubsub.joinLeaveGroup.g").And
            .Contain("No hub has an event handler.").And
            .Contain("the frame is not JSON").And
            .NotContain("eyJ", "a token starts with these characters").And
            .NotContain(TestToken.Key);
    }

    [Fact]
    public async Task ClientThatNeverAnswersTheClose_IsCutOff()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var logs = new CapturedLogs();
        (WebPubSubEmulator emulator, TestSocket socket, string connectionId) = await StartWithClientAsync(time, logs);
        await using WebPubSubEmulator stopped = emulator;
        using TestSocket silent = socket; // does not read, so it does not answer the close
        var service = new WebPubSubServiceClient(emulator.ConnectionString, "chat", new() { TimeProvider = time });

        await service.CloseConnectionAsync(connectionId);

        (await service.ConnectionExistsAsync(connectionId)).Value.Should().BeFalse("the emulator removes the connection immediately");
        logs.All.Should().Contain("closed: Application server closed the connection.").And.NotContain("cut off");
        time.Advance(TimeSpan.FromSeconds(5));
        await TestTimeout.UntilAsync(() => logs.All.Contains("did not answer the close. The emulator aborts its socket."), "the end of the socket");
    }

    [Fact]
    public async Task ClientThatClosesAndDoesNotRead_IsCutOff()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var logs = new CapturedLogs();
        (WebPubSubEmulator emulator, TestSocket socket, string connectionId) = await StartWithClientAsync(time, logs);
        await using WebPubSubEmulator stopped = emulator;
        using TestSocket silent = socket;
        var service = new WebPubSubServiceClient(emulator.ConnectionString, "chat", new() { TimeProvider = time });
        for (int i = 0; i < 12; i++)
        {
            await service.SendToConnectionAsync(connectionId, new string('x', 900_000)); // more than the socket buffers hold
        }

        await silent.CloseOutputAsync(System.Net.WebSockets.WebSocketCloseStatus.NormalClosure);

        await TestTimeout.UntilAsync(async () => !(await service.ConnectionExistsAsync(connectionId)).Value, "the close to be seen");
        await TestTimeout.UntilAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return logs.All.Contains("did not answer the close. The emulator aborts its socket.");
            },
            "the end of the socket");
    }

    private static async Task<(WebPubSubEmulator Emulator, TestSocket Socket, string ConnectionId)> StartWithClientAsync(TimeProvider time, CapturedLogs logs)
    {
        WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(new()
        {
            Port = 0,
            TimeProvider = time,
            LoggerFactory = LoggerFactory.Create(logging => logging.AddProvider(logs)),
        });
        (TestSocket socket, string connectionId) = await TestSocket.ConnectJsonAsync(TestToken.ClientUri(emulator.Endpoint, userId: "ann"));
        return (emulator, socket, connectionId);
    }

    private static IConfiguration Configuration(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
        .Build();
}
