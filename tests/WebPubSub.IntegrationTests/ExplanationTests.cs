// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers;
using System.Net.WebSockets;
using Azure;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using WebPubSub.Client;
using WebPubSub.Emulator;
using WebPubSub.Protocol;
using WebPubSub.TestUtilities;

namespace WebPubSub.IntegrationTests;

/// <summary>A mistake has the same explanation on the live page, in the log, in the <c>diagnose</c> command and in exceptions. The live page shows the reasons of the inspector.</summary>
public sealed class ExplanationTests : IAsyncLifetime
{
    private const string OtherKey = "another-access-key-with-enough-bytes-for-hs256";

    private readonly CapturedLogs _logs = new();
    private ILoggerFactory _loggers = null!;
    private WebPubSubEmulator _emulator = null!;

    public async ValueTask InitializeAsync()
    {
        _loggers = LoggerFactory.Create(logging => logging.AddProvider(_logs));
        _emulator = await WebPubSubEmulator.StartAsync(new() { Port = 0, LoggerFactory = _loggers });
    }

    public async ValueTask DisposeAsync()
    {
        await _emulator.DisposeAsync();
        _loggers.Dispose();
    }

    [Fact]
    public async Task WrongKey()
    {
        const string Explanation = "The token is signed with another access key. Use the AccessKey of this service";
        string connectionString = $"Endpoint={_emulator.Endpoint};AccessKey={OtherKey};Version=1.0;";
        var service = new WebPubSubServiceClient(connectionString, "chat");

        (await service.Awaiting(s => s.SendToAllAsync("m")).Should().ThrowAsync<RequestFailedException>()).Which.Message.Should().Contain(Explanation);
        (await ConnectAsync(await service.GetClientAccessUriAsync())).Message.Should().Contain(Explanation);
        _emulator.Inspector.Entries.Select(entry => entry.Reason).Should().Contain(reason => reason != null && reason.Contains(Explanation));
        _logs.All.Should().Contain(Explanation).And.NotContain(OtherKey);
        (await DiagnoseAsync("-c", connectionString)).Should().Contain(Explanation);
    }

    [Fact]
    public async Task TokenOfAnotherHub()
    {
        const string Explanation = "The token is for hub 'news', but the client connects to hub 'chat'.";
        Uri uri = await new WebPubSubServiceClient(_emulator.ConnectionString, "news").GetClientAccessUriAsync();

        (await ConnectAsync(new Uri(uri.AbsoluteUri.Replace("/news", "/chat", StringComparison.Ordinal)))).Message.Should().Contain(Explanation);
        await ShouldBeOnAllSurfacesAsync(Explanation);
    }

    [Theory]
    [InlineData("garbage", "The access token is malformed")]
    [InlineData("", "The request has no access token.")]
    public async Task InvalidToken(string token, string explanation)
    {
        (await ConnectAsync(new Uri($"ws://{_emulator.Endpoint.Authority}/client/hubs/chat?access_token={token}"))).Message.Should().Contain(explanation);
        await ShouldBeOnAllSurfacesAsync(explanation);
    }

    [Fact]
    public async Task ExpiredToken()
    {
        const string Explanation = "The token expired at 2020-01-01 00:00:00Z, and the time of the service is ";
        string token = TestToken.Create($"{_emulator.Endpoint}client/hubs/chat", expires: new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero));

        (await ConnectAsync(new Uri($"ws://{_emulator.Endpoint.Authority}/client/hubs/chat?access_token={token}"))).Message.Should().Contain(Explanation);
        await ShouldBeOnAllSurfacesAsync(Explanation);
    }

    [Fact]
    public async Task TokenForAnotherAddress()
    {
        const string Explanation = "The audience of the token is 'http://other.example.test/client/hubs/chat', but the request was sent to '";
        string token = TestToken.Create("http://other.example.test/client/hubs/chat");

        (await ConnectAsync(new Uri($"ws://{_emulator.Endpoint.Authority}/client/hubs/chat?access_token={token}"))).Message.Should().Contain(Explanation);
        await ShouldBeOnAllSurfacesAsync(Explanation);
    }

    [Fact]
    public async Task WrongPath()
    {
        const string Explanation = "There is no client endpoint at this path. Clients connect to /client/hubs/{hub}.";

        (await ConnectAsync(new Uri($"ws://{_emulator.Endpoint.Authority}/clients/hubs/chat"))).Message.Should().Contain(Explanation);
        await ShouldBeOnAllSurfacesAsync(Explanation);
    }

    [Fact]
    public async Task UnknownSubprotocol()
    {
        const string Explanation = "The service does not know the subprotocol 'json.webpubsub.azure.v2'. It knows json.webpubsub.azure.v1, ";
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("json.webpubsub.azure.v2");
        Uri uri = await new WebPubSubServiceClient(_emulator.ConnectionString, "chat").GetClientAccessUriAsync();

        // The server accepts none of the offered subprotocols, and the .NET client treats that as a success.
        await socket.ConnectAsync(uri, CancellationToken.None);
        await using var client = new WebPubSubClient(uri, new() { AutoReconnect = false, Protocol = new UnknownProtocol() });
        (await client.Awaiting(c => c.StartAsync()).Should().ThrowAsync<ConnectFailedException>()).Which.Message.Should().Contain(Explanation);

        await ShouldBeOnAllSurfacesAsync(Explanation);
    }

    [Fact]
    public async Task MissingPermission()
    {
        const string Explanation = "The client does not have permission to join group 'room'. It needs the role webpubsub.joinLeaveGroup or webpubsub.joinLeaveGroup.room";
        await using var client = new WebPubSubClient(await new WebPubSubServiceClient(_emulator.ConnectionString, "chat").GetClientAccessUriAsync());
        await client.StartAsync();

        (await client.Awaiting(c => c.JoinGroupAsync("room")).Should().ThrowAsync<SendMessageFailedException>()).Which.Message.Should().Contain(Explanation);
        await ShouldBeOnAllSurfacesAsync(Explanation);
    }

    [Fact]
    public async Task GroupWithSlash()
    {
        await using var client = new WebPubSubClient(await new WebPubSubServiceClient(_emulator.ConnectionString, "chat").GetClientAccessUriAsync(roles: ["webpubsub.joinLeaveGroup"]));
        await client.StartAsync();

        await client.JoinGroupAsync("a/b");

        _logs.All.Should().Contain("joins group 'a/b', whose name contains '/'. REST calls for one group fail with such a name.");
    }

    [Fact]
    public async Task MessageTooBig()
    {
        const string Explanation = "The message is too big: it has 1,048,577 bytes, and the limit is 1,048,576 bytes.";
        var service = new WebPubSubServiceClient(_emulator.ConnectionString, "chat");
        await using var client = new WebPubSubClient(await service.GetClientAccessUriAsync(roles: ["webpubsub.sendToGroup"]));
        await client.StartAsync();

        (await service.Awaiting(s => s.SendToAllAsync(new string('a', 1024 * 1024 + 1))).Should().ThrowAsync<RequestFailedException>())
            .Which.Message.Should().Contain("The message is too big: the limit is 1,048,576 bytes.");
        (await client.Awaiting(c => c.SendToGroupAsync("g", BinaryData.FromString(new string('a', 1024 * 1024)), WebPubSubDataType.Text)).Should().ThrowAsync<ArgumentException>())
            .Which.Message.Should().StartWith("The message is too big: it has ");
        await ShouldBeOnAllSurfacesAsync(Explanation);
    }

    [Fact]
    public async Task EventWithoutAHandler()
    {
        const string Explanation = "No hub has an event handler. Start the emulator with --hub chat=<url>";
        await using var client = new WebPubSubClient(await new WebPubSubServiceClient(_emulator.ConnectionString, "chat").GetClientAccessUriAsync());
        await client.StartAsync();

        (await client.Awaiting(c => c.SendEventAsync("say", BinaryData.FromString("hi"), WebPubSubDataType.Text)).Should().ThrowAsync<SendMessageFailedException>())
            .Which.Message.Should().Contain(Explanation);

        _emulator.Inspector.Entries.Count(entry => entry.IsFailure && entry.Reason!.Contains(Explanation)).Should().Be(2, "the event and its acknowledgement show it");
        await ShouldBeOnAllSurfacesAsync(Explanation);
    }

    [Fact]
    public async Task UnknownHub()
    {
        const string Explanation = "Hub 'news' is unknown here. Known hubs: 'Chat'. Compare the names of AddHub, of the service's settings and of the client's URL.";
        var options = new WebPubSubEmulatorOptions { Port = 0, LoggerFactory = _loggers };
        options.AddEventHandler("Chat", "http://127.0.0.1:9/eventhandler");
        await using WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(options);
        (await RunToolAsync(0, "send", "--hub", "news", "-c", emulator.ConnectionString, "hello")).Should().Contain("Warning: no client is connected to hub 'news'. " + Explanation);
        (await RunToolAsync(0, "diagnose", "--hub", "news", "-c", emulator.ConnectionString)).Should().Contain(Explanation);

        await using var client = new WebPubSubClient(await new WebPubSubServiceClient(emulator.ConnectionString, "news").GetClientAccessUriAsync());
        await client.StartAsync();
        (await client.Awaiting(c => c.SendEventAsync("say", BinaryData.FromString("hi"), WebPubSubDataType.Text)).Should().ThrowAsync<SendMessageFailedException>())
            .Which.Message.Should().Contain(Explanation);

        await ShouldBeOnAllSurfacesAsync(Explanation, emulator);
    }

    [Fact]
    public async Task EventHandlerAtAWrongPath()
    {
        const string Explanation = "No hub is mapped at this path. Compare the path of the event handler with the path of MapWebPubSubHub.";
        await using StubServer application = await StubServer.StartAsync();
        application.Default = http =>
        {
            http.Response.StatusCode = http.Request.Method == "OPTIONS" ? 200 : 404;
            http.Response.Headers["WebHook-Allowed-Origin"] = "*";
            return Task.CompletedTask;
        };
        var options = new WebPubSubEmulatorOptions { Port = 0, LoggerFactory = _loggers };
        options.AddEventHandler("chat", application.Address + "wrong");
        await using WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(options);
        await using var client = new WebPubSubClient(await new WebPubSubServiceClient(emulator.ConnectionString, "chat").GetClientAccessUriAsync());

        (await client.Awaiting(c => c.StartAsync()).Should().ThrowAsync<ConnectFailedException>()).Which.Message.Should().Contain(Explanation);

        await ShouldBeOnAllSurfacesAsync(Explanation, emulator);
    }

    [Fact]
    public async Task SlowHandler()
    {
        const string Explanation = "Look for a blocking call or a slow dependency in the hub method.";
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var called = new TaskCompletionSource();
        await using StubServer application = await StubServer.StartAsync();
        application.Default = async http =>
        {
            http.Response.Headers["WebHook-Allowed-Origin"] = "*";
            if (http.Request.Method == "POST")
            {
                called.SetResult();
                await Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        };
        var options = new WebPubSubEmulatorOptions { Port = 0, LoggerFactory = _loggers, TimeProvider = time };
        options.AddEventHandler("chat", application.Address.AbsoluteUri, new WebPubSubHubEvents { UserEventPattern = "*" });
        await using WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(options);
        var service = new WebPubSubServiceClient(emulator.ConnectionString, "chat");
        await using var client = new WebPubSubClient(await service.GetClientAccessUriAsync(), new() { MessageTimeout = TimeSpan.FromSeconds(1) });
        await client.StartAsync();

        Func<Task> send = () => client.SendEventAsync("say", BinaryData.FromString("hi"), WebPubSubDataType.Text);
        (await send.Should().ThrowAsync<SendMessageFailedException>()).Which.Message.Should().Contain("The event handler has not answered for 1 s. " + Explanation);
        await called.Task;
        time.Advance(TimeSpan.FromSeconds(3));

        await ShouldBeOnAllSurfacesAsync("The event handler has not answered for 3 s. " + Explanation, emulator);
    }

    [Fact]
    public async Task EventThatNoPatternMatches()
    {
        const string Explanation = "No event handler of hub 'chat' receives the event 'say'. EventHandlers:0 receives user events with the pattern 'shout'.";
        var options = new WebPubSubEmulatorOptions { Port = 0, LoggerFactory = _loggers };
        options.AddEventHandler("chat", "http://127.0.0.1:9/eventhandler", new WebPubSubHubEvents { UserEventPattern = "shout" });
        await using WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(options);
        await using var client = new WebPubSubClient(await new WebPubSubServiceClient(emulator.ConnectionString, "chat").GetClientAccessUriAsync());
        await client.StartAsync();

        (await client.Awaiting(c => c.SendEventAsync("say", BinaryData.FromString("hi"), WebPubSubDataType.Text)).Should().ThrowAsync<SendMessageFailedException>())
            .Which.Message.Should().Contain(Explanation);

        emulator.Inspector.Entries.Count(entry => entry.IsFailure && entry.Reason!.Contains(Explanation)).Should().Be(2, "the event and its acknowledgement show it");
        await ShouldBeOnAllSurfacesAsync(Explanation, emulator);
    }

    [Fact]
    public async Task HttpsForHttp()
    {
        string explanation = $"{_emulator.Endpoint.Authority} does not answer with TLS. If it uses http, change the URL to ";
        string connectionString = _emulator.ConnectionString.Replace("http://", "https://", StringComparison.Ordinal);
        var service = new WebPubSubServiceClient(connectionString, "chat", new() { Retry = { MaxRetries = 0 } });

        (await service.Awaiting(s => s.SendToAllAsync("m")).Should().ThrowAsync<RequestFailedException>()).Which.Message.Should().Contain(explanation + $"http://{_emulator.Endpoint.Authority}.");
        (await ConnectAsync(await service.GetClientAccessUriAsync())).Message.Should().Contain(explanation + $"ws://{_emulator.Endpoint.Authority}.");
        (await DiagnoseAsync("-c", connectionString)).Should().Contain(explanation);
    }

    [Fact]
    public async Task EmulatorThatDoesNotRun()
    {
        string endpoint = $"http://127.0.0.1:{FreePort.Find()}";
        string explanation = $"No program listens at {endpoint}. Start the emulator with 'webpubsub-emulator'";
        string connectionString = $"Endpoint={endpoint};AccessKey={OtherKey};Version=1.0;";
        var service = new WebPubSubServiceClient(connectionString, "chat", new() { Retry = { MaxRetries = 0 } });

        (await service.Awaiting(s => s.SendToAllAsync("m")).Should().ThrowAsync<RequestFailedException>()).Which.Message.Should().Contain(explanation);
        (await ConnectAsync(await service.GetClientAccessUriAsync())).Message.Should().Contain(explanation.Replace("http:", "ws:", StringComparison.Ordinal));
        (await DiagnoseAsync("-c", connectionString)).Should().Contain(explanation);
    }

    private static async Task<Exception> ConnectAsync(Uri uri)
    {
        await using var client = new WebPubSubClient(uri, new() { AutoReconnect = false });
        return (await client.Awaiting(c => c.StartAsync()).Should().ThrowAsync<ConnectFailedException>()).Which;
    }

    private static Task<string> DiagnoseAsync(params string[] arguments) => RunToolAsync(1, ["diagnose", .. arguments]);

    private static async Task<string> RunToolAsync(int exitCode, params string[] arguments)
    {
        await using RunningProcess tool = Repository.StartTool(null, arguments);
        (await tool.WaitForExitAsync()).Should().Be(exitCode, "the tool printed:\n{0}", tool.Output);
        return tool.Output;
    }

    // On the live page, in the log, and in the diagnose command.
    private async Task ShouldBeOnAllSurfacesAsync(string explanation, WebPubSubEmulator? emulator = null)
    {
        emulator ??= _emulator;
        emulator.Inspector.Entries.Select(entry => entry.Reason).Should().Contain(reason => reason != null && reason.Contains(explanation));
        _logs.All.Should().Contain(explanation);
        (await RunToolAsync(0, "diagnose", "-c", emulator.ConnectionString)).Should().Contain(explanation);
    }

    private sealed class UnknownProtocol : WebPubSubProtocol
    {
        private readonly WebPubSubJsonProtocol _json = new();

        public override string Name => "json.webpubsub.azure.v2";

        public override bool IsReliable => _json.IsReliable;

        public override WebPubSubProtocolMessageType WebSocketMessageType => _json.WebSocketMessageType;

        public override WebPubSubMessage ParseMessage(ReadOnlySpan<byte> input) => _json.ParseMessage(input);

        public override void WriteMessage(WebPubSubMessage message, IBufferWriter<byte> output) => _json.WriteMessage(message, output);
    }
}
