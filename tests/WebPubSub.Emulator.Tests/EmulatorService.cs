// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Specification;
using WebPubSub.TestUtilities;

namespace WebPubSub.Emulator.Tests;

/// <summary>A separate emulator for each test, on a free port.</summary>
public sealed class EmulatorService(WebPubSubEmulatorOptions options) : TestService
{
    private WebPubSubEmulator? _emulator;

    public EmulatorService()
        : this(new WebPubSubEmulatorOptions { Port = 0 })
    {
    }

    public WebPubSubEmulator Emulator => _emulator ?? throw new InvalidOperationException("The emulator has not started.");

    public override Uri Endpoint => Emulator.Endpoint;

    public override string AccessKey => TestToken.Key;

    public override async ValueTask StartAsync() => _emulator = await WebPubSubEmulator.StartAsync(options);

    public override Task WaitForLossAsync() => TestTimeout.UntilAsync(() => Emulator.DetachedConnections > 0, "the loss to be noticed");

    public override async ValueTask DisposeAsync()
    {
        if (_emulator is not null)
        {
            await _emulator.DisposeAsync();
        }
    }
}
