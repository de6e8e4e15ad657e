// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator;
using WebPubSub.TestUtilities;

namespace WebPubSub.Presence.Tests.Apps;

/// <summary>Base class of tests with an emulator.</summary>
public abstract class PresenceAppTest : IAsyncLifetime
{
    protected WebPubSubEmulator Emulator { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Emulator = await WebPubSubEmulator.StartAsync(new WebPubSubEmulatorOptions { Port = 0 });

    public async ValueTask DisposeAsync()
    {
        await Emulator.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected static async Task DoAsync(TestSocket socket, string frame)
    {
        await socket.SendTextAsync(frame);
        (await socket.ReceiveJsonAsync()).GetProperty("type").GetString().Should().Be("ack");
    }
}
