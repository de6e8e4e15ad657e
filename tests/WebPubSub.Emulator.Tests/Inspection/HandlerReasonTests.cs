// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Logging;
using WebPubSub.TestUtilities;

namespace WebPubSub.Emulator.Tests.Inspection;

/// <summary>The reasons in the trace when an event handler does not receive events or fails.</summary>
public sealed class HandlerReasonTests : IAsyncLifetime
{
    private readonly WebPubSubEmulatorOptions _options = new() { Port = 0, EventRetryDelays = [] };
    private StubServer _handler = null!;

    public async ValueTask InitializeAsync()
    {
        _handler = await StubServer.StartAsync();
        _handler.Default = StubServer.Status(200, headers: ("WebHook-Allowed-Origin", "*"));
    }

    public ValueTask DisposeAsync() => _handler.DisposeAsync();

    [Fact]
    public async Task NoHandlerAtAll()
    {
        (await ReasonAsync("say")).Should().Be(
            "No hub has an event handler. Start the emulator with --hub chat=<url>, or set WebPubSub:Hubs:chat:EventHandlers:0:UrlTemplate.");
    }

    [Fact]
    public async Task HandlerOfAnotherHub()
    {
        _options.AddEventHandler("ChatHub", _handler.Address.AbsoluteUri);

        (await ReasonAsync("say")).Should().Be("No event handler is configured for this hub. Hub 'chat' is unknown here. Known hubs: 'ChatHub'. Compare the names of AddHub, of the service's settings and of the client's URL.");
    }

    [Fact]
    public async Task HandlerOfOtherEvents()
    {
        AddHandler(handler => handler.EventPattern = "shout,cry");

        (await ReasonAsync("say")).Should().Be("No event handler of hub 'chat' receives the event 'say'. EventHandlers:0 receives user events with the pattern 'shout,cry'. Change WebPubSub:Hubs:chat:EventHandlers, or the name of the event.");
    }

    [Fact]
    public async Task HandlerOfNoUserEvents()
    {
        AddHandler(handler => handler.SystemEvents.Add("connect"));

        (await ReasonAsync("say")).Should().Contain("EventHandlers:0 receives no user events (EventPattern is not set).");
    }

    [Fact]
    public async Task SystemEventWithoutAHandler_IsNotAFailure()
    {
        AddHandler(handler => handler.SystemEvents.Add("disconnected"));
        await using WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(_options);
        using TestSocket socket = (await TestSocket.ConnectJsonAsync(TestToken.ClientUri(emulator.Endpoint, "Chat"))).Socket;

        EmulatorHandlerCall call = await emulator.Inspector.WaitForHandlerCallAsync(call => call.EventName == "connected");

        call.Reason.Should().Be("No event handler of hub 'chat' receives the event 'connected'. EventHandlers:0 receives the system events disconnected. Change WebPubSub:Hubs:chat:EventHandlers, or the name of the event.");
        call.IsFailure.Should().BeFalse("no requested operation failed");
        call.Url.Should().BeNull();
    }

    [Theory]
    [InlineData(404, null, "The answer to the webhook validation was 404 with no header WebHook-Allowed-Origin. Expected a 2xx status with '*' or '127.0.0.1'. No hub is mapped at this path. Compare the path of the event handler with the path of MapWebPubSubHub.")]
    [InlineData(200, null, "The answer to the webhook validation was 200 with no header WebHook-Allowed-Origin. Expected a 2xx status with '*' or '127.0.0.1'. The endpoint at this path is not an event handler, or another middleware answered.")]
    [InlineData(200, "elsewhere", "The answer to the webhook validation was 200 with WebHook-Allowed-Origin 'elsewhere'. Expected a 2xx status with '*' or '127.0.0.1'. The endpoint at this path is not an event handler, or another middleware answered.")]
    [InlineData(403, null, "The answer to the webhook validation was 403 with no header WebHook-Allowed-Origin. Expected a 2xx status with '*' or '127.0.0.1'. The event handler does not accept events from '127.0.0.1'. Use the connection string of this emulator in the application.")]
    public async Task RejectedValidation(int status, string? allowed, string reason)
    {
        AddHandler(handler => handler.EventPattern = "*");
        _handler.Default = StubServer.Status(status, headers: allowed is null ? [] : [("WebHook-Allowed-Origin", allowed)]);

        await using WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(_options);
        EmulatorHandlerCall call = await RaiseAsync(emulator, "say");

        reason += " The first event after 1 s validates it again.";
        call.Reason.Should().Be("The event handler does not receive events. " + reason);
        EmulatorHandlerCall validation = await emulator.Inspector.WaitForHandlerCallAsync(call => call.IsValidation);
        validation.Should().BeEquivalentTo(new { EventName = "validate", Status = status, IsFailure = true, Reason = reason });
    }

    [Fact]
    public async Task UnreachableHandler()
    {
        string address = _handler.Address.AbsoluteUri;
        await _handler.DisposeAsync();
        _options.AddEventHandler("chat", address);
        _options.Hubs["chat"].EventHandlers[0].SystemEvents.Clear();

        (await ReasonAsync("say")).Should().Be(
            $"The event handler does not receive events. The webhook validation failed. No program listens at {address.TrimEnd('/')}. Start the application, or correct the URL of the event handler. The emulator checks every second whether a program listens there.");
    }

    [Fact]
    public async Task HttpsHandler_ThatSpeaksHttp_IsExplainedWithoutItsUserInformation()
    {
        var logs = new CapturedLogs();
        using ILoggerFactory loggers = LoggerFactory.Create(logging => logging.AddProvider(logs));
        _options.LoggerFactory = loggers;
        _options.AddEventHandler("chat", $"https://user:secret@{_handler.Address.Authority}/eventhandler");
        _options.Hubs["chat"].EventHandlers[0].SystemEvents.Clear();

        string? reason = await ReasonAsync("say");

        reason.Should().Contain($"{_handler.Address.Authority} does not answer with TLS. If it uses http, change the URL to http://{_handler.Address.Authority}.").And.NotContain("secret");
        logs.All.Should().Contain("does not answer with TLS").And.NotContain("secret");
    }

    [Theory]
    [InlineData(401, "The event handler could not verify the event. No signature of the event matches. Use the connection string of the service that sends the event: its AccessKey signs the event.")]
    [InlineData(404, "No hub is mapped at this path. Compare the path of the event handler with the path of MapWebPubSubHub. Compare the hub name 'chat' with the name of AddHub.")]
    [InlineData(405, "The endpoint at this path does not accept POST, so it is not an event handler.")]
    [InlineData(307, "The application redirects, and the service does not follow redirects. Use the final URL, or remove UseHttpsRedirection for this path.")]
    [InlineData(500, "The event handler failed. Its log contains the exception.")]
    public async Task ErrorOfTheHandler(int status, string meaning)
    {
        AddHandler(handler => handler.EventPattern = "*");
        _handler.Answers.Enqueue(_handler.Default);
        _handler.Default = StubServer.Status(status, "<h1>Error</h1>", "text/html");

        EmulatorHandlerCall call = await RaiseAsync("say");

        call.Should().BeEquivalentTo(new { Status = status, IsFailure = true, Reason = $"The event handler answered {status}. {meaning}" });
        call.Url.Should().Be(new Uri(_handler.Address, "events/chat/say"), "the query may contain a secret");
    }

    [Theory]
    [InlineData("as it says\n", "text/plain", "as it says")]
    [InlineData("{\"errorMessage\":\"as it says\"}", "application/json", "as it says")]
    [InlineData("[\"as it says\"]", "application/json", "[\"as it says\"]")]
    public async Task ReasonOfTheHandler_ReplacesTheGenericReason(string body, string contentType, string text)
    {
        AddHandler(handler => handler.EventPattern = "*");
        _handler.Answers.Enqueue(_handler.Default);
        _handler.Default = StubServer.Status(401, body, contentType);

        (await ReasonAsync("say")).Should().Be($"The event handler answered 401: {text}");
    }

    [Fact]
    public async Task RejectedConnect_HasTheReasonOfTheHandler()
    {
        AddHandler(handler => handler.SystemEvents.Add("connect"));
        _handler.Answers.Enqueue(_handler.Default);
        _handler.Default = StubServer.Status(401);
        await using WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(_options);

        await TestSocket.ConnectRejectedAsync(TestToken.ClientUri(emulator.Endpoint));

        EmulatorConnectionEvent refused = await emulator.Inspector.WaitForConnectionEventAsync(e => e.Kind == EmulatorConnectionEventKind.Rejected);
        refused.Reason.Should().StartWith("The event handler answered 401. The event handler rejected the client, or it could not verify the event.");
    }

    [Fact]
    public async Task ConnectBody_IsShownWithoutCookies()
    {
        AddHandler(handler => handler.SystemEvents.Add("connect"));
        await using WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(_options);
        using var socket = new System.Net.WebSockets.ClientWebSocket();
        socket.Options.SetRequestHeader("Cookie", "session=very-secret");
        Uri uri = TestToken.ClientUri(emulator.Endpoint, userId: "ada");

        await socket.ConnectAsync(uri, CancellationToken.None);

        EmulatorHandlerCall call = await emulator.Inspector.WaitForHandlerCallAsync(call => call.EventName == "connect");
        call.Body.ToString().Should().Contain("ada").And.Contain("(not shown)").And.NotContain("very-secret").And.NotContain("access_token");
        string.Concat(emulator.Inspector.Entries).Should().NotContain(uri.Query[14..60]);
    }

    private void AddHandler(Action<WebPubSubEmulatorEventHandlerOptions> configure)
    {
        var handler = new WebPubSubEmulatorEventHandlerOptions { UrlTemplate = _handler.Address + "events/{hub}/{event}?code=secret" };
        configure(handler);
        _options.Hubs["chat"] = new WebPubSubEmulatorHubOptions { EventHandlers = { handler } };
    }

    private async Task<string?> ReasonAsync(string eventName) => (await RaiseAsync(eventName)).Reason;

    private async Task<EmulatorHandlerCall> RaiseAsync(string eventName)
    {
        await using WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(_options);
        return await RaiseAsync(emulator, eventName);
    }

    private static async Task<EmulatorHandlerCall> RaiseAsync(WebPubSubEmulator emulator, string eventName)
    {
        (TestSocket socket, _) = await TestSocket.ConnectJsonAsync(TestToken.ClientUri(emulator.Endpoint, "Chat"));
        using (socket)
        {
            await socket.SendTextAsync($$"""{"type":"event","event":"{{eventName}}","dataType":"text","data":"hi"}""");
            return await emulator.Inspector.WaitForHandlerCallAsync(call => call.EventName == eventName);
        }
    }
}
