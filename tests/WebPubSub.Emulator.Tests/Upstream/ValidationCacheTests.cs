// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Time.Testing;
using WebPubSub.TestUtilities;

namespace WebPubSub.Emulator.Tests;

/// <summary>How long a handler's answer to the validation is good for. Event handler reference, section 3.3.</summary>
public sealed class ValidationCacheTests : UpstreamTest
{
    private const string Json = "json.webpubsub.azure.v1";
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private int _validations;

    [Fact]
    public async Task Success_IsGoodForAMinute_ThenRefreshedBehindTheEvents()
    {
        await ConnectOnceAsync();
        _time.Advance(TimeSpan.FromSeconds(59));
        await ConnectOnceAsync();
        Validations().Should().Be(1, "the first one, before the first event");

        _time.Advance(TimeSpan.FromSeconds(2));
        using TestSocket socket = await ConnectJsonAsync();

        await TestTimeout.UntilAsync(() => Validations() == 2, "the refresh");
    }

    [Fact]
    public async Task HandlerThatStartsLater_IsFoundWithinASecond()
    {
        var own = System.Net.IPAddress.Parse("127.0.83.1"); // no other test takes a port of this address meanwhile
        StubServer gone = await StubServer.StartAsync(address: new(own, 0));
        var address = new System.Net.IPEndPoint(own, gone.Address.Port);
        await gone.DisposeAsync();
        var options = new WebPubSubEmulatorOptions { Port = 0, EventRetryDelays = [], TimeProvider = _time };
        options.AddEventHandler("chat", $"http://{address}/eventhandler");
        await using WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(options);
        (await TestSocket.ConnectRefusedAsync(TestToken.ClientUri(emulator.Endpoint), Json)).Should().Be(500);
        EmulatorHandlerCall failed = await emulator.Inspector.WaitForHandlerCallAsync(call => call.IsValidation);
        failed.Reason.Should().EndWith("start the application, or correct the address. The emulator looks every second whether something listens there.");

        await using StubServer late = await StubServer.StartAsync(address: address);
        late.Default = StubServer.Status(200, headers: ("WebHook-Allowed-Origin", "*"));

        await TestTimeout.UntilAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(1)); // nobody sends an event meanwhile
                return emulator.Inspector.HandlerCalls.Any(call => call is { IsValidation: true, IsFailure: false });
            },
            "the validation");
        using TestSocket socket = (await TestSocket.ConnectJsonAsync(TestToken.ClientUri(emulator.Endpoint))).Socket;
    }

    [Fact]
    public async Task Failure_SaysWhenTheNextTryIs()
    {
        Handler.Default = StubServer.Status(200); // not allowed

        await RefusedAsync();

        (await Emulator.Inspector.WaitForHandlerCallAsync(call => call.IsValidation)).Reason.Should().EndWith("The first event after 1 s validates it again.");
    }

    [Fact]
    public async Task Failure_IsAskedAgainAfterASecondThenTwo()
    {
        Handler.Default = StubServer.Status(200); // not allowed
        await RefusedAsync();
        _time.Advance(TimeSpan.FromSeconds(0.9));
        await RefusedAsync();
        Validations().Should().Be(1);

        _time.Advance(TimeSpan.FromSeconds(0.2));
        await RefusedAsync();
        await TestTimeout.UntilAsync(() => Validations() == 2, "the second validation");
        _time.Advance(TimeSpan.FromSeconds(1.9));
        await RefusedAsync();
        Validations().Should().Be(2);

        Handler.Default = StubServer.Status(200, headers: ("WebHook-Allowed-Origin", "*"));
        await TestTimeout.UntilAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(0.2)); // counted from the end of the second validation, which the test does not see
                return ConnectsAsync();
            },
            "the handler to be allowed");
    }

    [Fact]
    public async Task HandlerThatTakesItsPermissionBack_GetsNoMoreEvents()
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

    private async Task RefusedAsync() => (await TestSocket.ConnectRefusedAsync(ClientUri(), Json)).Should().Be(500);

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
