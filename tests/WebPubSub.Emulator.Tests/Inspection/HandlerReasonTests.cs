// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.TestUtilities;

namespace WebPubSub.Emulator.Tests.Inspection;

/// <summary>"My event handler is never called": what the trace says then.</summary>
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
            "No event handler is configured for hub 'chat', nor for any other: set WebPubSub:Hubs:chat:EventHandlers:0:UrlTemplate.");
    }

    [Fact]
    public async Task HandlerOfAnotherHub()
    {
        _options.AddEventHandler("ChatHub", _handler.Address.AbsoluteUri);

        (await ReasonAsync("say")).Should().Be("No event handler is configured for hub 'chat', but for 'ChatHub': is the hub name right?");
    }

    [Fact]
    public async Task HandlerOfOtherEvents()
    {
        AddHandler(handler => handler.EventPattern = "shout,cry");

        (await ReasonAsync("say")).Should().Be("No event handler of hub 'chat' wants the event 'say'. What they want is 0: user events like 'shout,cry'.");
    }

    [Fact]
    public async Task HandlerOfNoUserEvents()
    {
        AddHandler(handler => handler.SystemEvents.Add("connect"));

        (await ReasonAsync("say")).Should().EndWith("What they want is 0: no user events (EventPattern is not set).");
    }

    [Fact]
    public async Task SystemEventThatNobodyWants_IsNoFailure()
    {
        AddHandler(handler => handler.SystemEvents.Add("disconnected"));

        EmulatorHandlerCall call = await RaiseAsync("connected");

        call.Reason.Should().Be("No event handler of hub 'chat' wants the event 'connected'. What they want is 0: the system events disconnected.");
        call.IsFailure.Should().BeFalse("nothing was asked for that did not happen");
        call.Url.Should().BeNull();
    }

    [Theory]
    [InlineData(404, null, "Its validation answered 404 with no WebHook-Allowed-Origin; needed is 2xx and '*' or '127.0.0.1'. There is no event handler at this path.")]
    [InlineData(200, null, "Its validation answered 200 with no WebHook-Allowed-Origin; needed is 2xx and '*' or '127.0.0.1'. Something is there, but it does not say that it wants events from '127.0.0.1'.")]
    [InlineData(200, "elsewhere", "Its validation answered 200 with elsewhere WebHook-Allowed-Origin; needed is 2xx and '*' or '127.0.0.1'. Something is there, but it does not say that it wants events from '127.0.0.1'.")]
    [InlineData(403, null, "Its validation answered 403 with no WebHook-Allowed-Origin; needed is 2xx and '*' or '127.0.0.1'. It does not expect events from '127.0.0.1': is its connection string the one of this emulator?")]
    public async Task RefusedValidation(int status, string? allowed, string reason)
    {
        AddHandler(handler => handler.EventPattern = "*");
        _handler.Default = StubServer.Status(status, headers: allowed is null ? [] : [("WebHook-Allowed-Origin", allowed)]);

        await using WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(_options);
        EmulatorHandlerCall call = await RaiseAsync(emulator, "say");

        reason += " The first event after 1 s validates it again.";
        call.Reason.Should().Be("The event handler gets no events. " + reason);
        EmulatorHandlerCall validation = await emulator.Inspector.WaitForHandlerCallAsync(call => call.IsValidation);
        validation.Should().BeEquivalentTo(new { EventName = "validate", Status = status, IsFailure = true, Reason = reason });
    }

    [Fact]
    public async Task NothingListensThere()
    {
        string address = _handler.Address.AbsoluteUri;
        await _handler.DisposeAsync();
        _options.AddEventHandler("chat", address);
        _options.Hubs["chat"].EventHandlers[0].SystemEvents.Clear();

        (await ReasonAsync("say")).Should().Be(
            $"The event handler gets no events. Its validation could not be reached. Nothing answers at {address.TrimEnd('/')}: start the application, or correct the address. The emulator looks every second whether something listens there.");
    }

    [Theory]
    [InlineData(401, "It does not trust the event: then its access key differs from the emulator's, so that no signature matches, or it expects events from another host.")]
    [InlineData(404, "There is no event handler at this path, or only one of another hub than 'chat': compare the path and the hub name with those of MapWebPubSubHub.")]
    [InlineData(405, "Something else than an event handler is at this path: it takes no POST.")]
    [InlineData(307, "It redirects, which the service does not follow: use the address that it redirects to, or leave out the redirection to HTTPS for this path.")]
    [InlineData(500, "The event handler failed; its own log says why.")]
    public async Task ErrorOfTheHandler(int status, string meaning)
    {
        AddHandler(handler => handler.EventPattern = "*");
        _handler.Answers.Enqueue(_handler.Default);
        _handler.Default = StubServer.Status(status, "<h1>Error</h1>", "text/html");

        EmulatorHandlerCall call = await RaiseAsync("say");

        call.Should().BeEquivalentTo(new { Status = status, IsFailure = true, Reason = $"The event handler answered {status}. {meaning}" });
        call.Url.Should().Be(new Uri(_handler.Address, "events/chat/say"), "its query may be a secret");
    }

    [Theory]
    [InlineData("as it says\n", "text/plain", "as it says")]
    [InlineData("{\"errorMessage\":\"as it says\"}", "application/json", "as it says")]
    [InlineData("[\"as it says\"]", "application/json", "[\"as it says\"]")]
    public async Task WordsOfTheHandler_AreBetterThanAnyGuess(string body, string contentType, string text)
    {
        AddHandler(handler => handler.EventPattern = "*");
        _handler.Answers.Enqueue(_handler.Default);
        _handler.Default = StubServer.Status(401, body, contentType);

        (await ReasonAsync("say")).Should().Be($"The event handler answered 401 and said: {text}");
    }

    [Fact]
    public async Task RefusedConnect_TellsWhyTheClientIsNotLetIn()
    {
        AddHandler(handler => handler.SystemEvents.Add("connect"));
        _handler.Answers.Enqueue(_handler.Default);
        _handler.Default = StubServer.Status(401);
        await using WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(_options);

        await TestSocket.ConnectRefusedAsync(TestToken.ClientUri(emulator.Endpoint));

        EmulatorConnectionEvent refused = await emulator.Inspector.WaitForConnectionEventAsync(e => e.Kind == EmulatorConnectionEventKind.Rejected);
        refused.Reason.Should().StartWith("The event handler answered 401. It does not let this client in, or it does not trust the event");
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
