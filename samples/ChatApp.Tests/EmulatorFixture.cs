// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub;
using WebPubSub.Emulator;

namespace ChatApp.Tests;

/// <summary>One emulator for all tests of a class. Each test uses a separate hub, so that tests can run in parallel without affecting each other.</summary>
public sealed class EmulatorFixture : IAsyncLifetime
{
    private int _hubs;

    public WebPubSubEmulator Emulator { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Emulator = await WebPubSubEmulator.StartAsync(new WebPubSubEmulatorOptions { Port = 0 });

    public ValueTask DisposeAsync() => Emulator.DisposeAsync();

    public WebPubSubServiceClient CreateHub() => new(Emulator.ConnectionString, $"hub{Interlocked.Increment(ref _hubs)}");
}
