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
