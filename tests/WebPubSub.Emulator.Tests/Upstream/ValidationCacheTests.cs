// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Time.Testing;
using WebPubSub.TestUtilities;

namespace WebPubSub.Emulator.Tests;

/// <summary>The lifetime of cached webhook validations. See docs/protocols/event-handler.md#33-caching-and-timing.</summary>
public sealed class ValidationCacheTests : UpstreamTest
{
    private const string Json = "json.webpubsub.azure.v1";
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private int _validations;

    [Fact]
    public async Task Success_IsCachedForAMinute_ThenRefreshedInTheBackground()
    {
        await ConnectOnceAsync();
        _time.Advance(TimeSpan.FromSeconds(59));
        await ConnectOnceAsync();
        Validations().Should().Be(1, "only the first event needs a validation");

        _time.Advance(TimeSpan.FromSeconds(2));
        using TestSocket socket = await ConnectJsonAsync();

        await TestTimeout.UntilAsync(() => Validations() == 2, "the refresh");
    }

    [Fact]
    public async Task HandlerThatStartsLater_IsFoundWithinASecond()
    {
        var own = System.Net.IPAddress.Parse("127.0.83.1"); // no other test uses ports of this address
        StubServer gone = await StubServer.StartAsync(address: new(own, 0));
        var address = new System.Net.IPEndPoint(own, gone.Address.Port);
        await gone.DisposeAsync();
        var options = new WebPubSubEmulatorOptions { Port = 0, EventRetryDelays = [], TimeProvider = _time };
        options.AddEventHandler("chat", $"http://{address}/eventhandler");
        await using WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(options);
        (await TestSocket.ConnectRejectedAsync(TestToken.ClientUri(emulator.Endpoint), Json)).Should().Be(500);
        EmulatorHandlerCall failed = await emulator.Inspector.WaitForHandlerCallAsync(call => call.IsValidation);
        failed.Reason.Should().EndWith("Start the application, or correct the URL of the event handler. The emulator checks every second whether a program listens there.");

        await using StubServer late = await StubServer.StartAsync(address: address);
        late.Default = StubServer.Status(200, headers: ("WebHook-Allowed-Origin", "*"));

        await TestTimeout.UntilAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(1)); // no event is sent meanwhile
                return emulator.Inspector.HandlerCalls.Any(call => call is { IsValidation: true, IsFailure: false });
            },
            "the validation");
        using TestSocket socket = (await TestSocket.ConnectJsonAsync(TestToken.ClientUri(emulator.Endpoint))).Socket;
    }

    [Fact]
    public async Task Failure_ReportsTheTimeOfTheNextValidation()
    {
        Handler.Default = StubServer.Status(200); // without WebHook-Allowed-Origin

        await AssertRejectedAsync();

        (await Emulator.Inspector.WaitForHandlerCallAsync(call => call.IsValidation)).Reason.Should().EndWith("The first event after 1 s validates it again.");
    }

    [Fact]
    public async Task Failure_IsValidatedAgain_AfterOneSecondThenTwo()
    {
        Handler.Default = StubServer.Status(200); // without WebHook-Allowed-Origin
        await AssertRejectedAsync();
        _time.Advance(TimeSpan.FromSeconds(0.9));
        await AssertRejectedAsync();
        Validations().Should().Be(1);

        _time.Advance(TimeSpan.FromSeconds(0.2));
        await AssertRejectedAsync();
        await TestTimeout.UntilAsync(() => Validations() == 2, "the second validation");
        _time.Advance(TimeSpan.FromSeconds(1.9));
        await AssertRejectedAsync();
        Validations().Should().Be(2);

        Handler.Default = StubServer.Status(200, headers: ("WebHook-Allowed-Origin", "*"));
        await TestTimeout.UntilAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(0.2)); // the delay starts at the end of the second validation, which the test cannot observe
                return ConnectsAsync();
            },
            "the handler to be allowed");
    }

    [Fact]
    public async Task HandlerThatFailsALaterValidation_ReceivesNoMoreEvents()
    {
        await ConnectOnceAsync();
        Handler.Default = StubServer.Status(200);
        _time.Advance(TimeSpan.FromSeconds(61));

        await TestTimeout.UntilAsync(async () => !await ConnectsAsync(), "the refusal");
    }

    protected override WebPubSubEmulatorOptions CreateOptions()
    {
        WebPubSubEmulatorOptions options = base.CreateOptions();
        options.TimeProvider = _time;
        return options;
    }

    private int Validations() => _validations += Handler.TakeRequests().Count(request => request.Method == "OPTIONS");

    private async Task AssertRejectedAsync() => (await TestSocket.ConnectRejectedAsync(ClientUri(), Json)).Should().Be(500);

    private async Task<bool> ConnectsAsync()
    {
        try
        {
            (await ConnectJsonAsync()).Dispose();
            return true;
        }
        catch (System.Net.WebSockets.WebSocketException)
        {
            return false;
        }
    }

    private async Task ConnectOnceAsync()
    {
        using TestSocket socket = await ConnectJsonAsync();
    }
}
