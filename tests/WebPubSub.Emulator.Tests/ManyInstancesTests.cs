// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.TestUtilities;

namespace WebPubSub.Emulator.Tests;

/// <summary>Checks that stopped emulators do not leak handles or memory.</summary>
[Collection(nameof(NonParallelTests))]
public sealed class ManyInstancesTests
{
    [Fact]
    public async Task ManyInstances_StartedAndStopped_LeakNoHandlesOrMemory()
    {
        for (int i = 0; i < 50; i++)
        {
            await StartUseAndStopAsync();
        }

        int handles = OpenHandles();
        long memory = GC.GetTotalMemory(forceFullCollection: true);
        for (int i = 0; i < 500; i++)
        {
            await StartUseAndStopAsync();
        }

        // A leak would cost at least one handle and tens of kilobytes per instance.
        await TestTimeout.UntilAsync(() => OpenHandles() < handles + 200, "the handles to be closed");
        await TestTimeout.UntilMemoryHasGrownByLessThanAsync(4 * 1024 * 1024, memory);
    }

    private static int OpenHandles() => System.Diagnostics.Process.GetCurrentProcess().HandleCount;

    private static async Task StartUseAndStopAsync()
    {
        await using WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(new() { Port = 0 });
        (TestSocket socket, _) = await TestSocket.ConnectJsonAsync(TestToken.ClientUri(emulator.Endpoint));
        (TestSocket reliable, _, _) = await TestSocket.ConnectReliableAsync(TestToken.ClientUri(emulator.Endpoint));
        socket.Dispose();
        reliable.Abort(); // leaves a connection that waits for a recovery
        reliable.Dispose();
    }
}
