// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator;
using WebPubSub.Protocol;
using WebPubSub.TestUtilities;

namespace WebPubSub.Client.Tests;

/// <summary>Test that runs a client for one day of a fake clock.</summary>
[Collection(AloneTests.Name)]
[Trait("Category", "Long")]
public sealed class DayTests : ClientTest
{
    private const int MinutesADay = 24 * 60;
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task ADayOfLostConnections_LeavesNoTimersOrMemory()
    {
        var time = new CountingTimeProvider();
        await using var client = new WebPubSubClient(
            new WebPubSubClientCredential(_ => new ValueTask<Uri>(UriFor("ann"))), new WebPubSubClientOptions { TimeProvider = time, KeepAliveInterval = KeepAlive });
        int received = 0;
        int connected = 0;
        client.ServerMessageReceived += _ => Task.FromResult(Interlocked.Increment(ref received));
        client.Connected += _ => Task.FromResult(Interlocked.Increment(ref connected));
        await client.StartAsync();
        await client.JoinGroupAsync("g");
        int timers = time.Timers;
        long memory = 0;
        int pings = 0;
        int recoveries = 0;
        int reconnects = 0;

        for (int minute = 1; minute <= MinutesADay; minute++)
        {
            for (int ping = 0; ping < 3; ping++)
            {
                Emulator.Inspector.Clear();
                time.Advance(KeepAlive); // a ping is not sent earlier, even after other messages
                await Emulator.Inspector.WaitForMessageAsync(message => message.Message is PingMessage);
                await client.JoinGroupAsync("g"); // after this acknowledgement, the client has read the pong and cannot be minutes behind this clock
                pings++;
            }

            if (minute % 30 == 0)
            {
                using EmulatorFault fault = Emulator.Faults.RejectRecovery();
                await LoseAsync(client);
                reconnects++;
                await TestTimeout.UntilAsync(() => Volatile.Read(ref connected) == reconnects + 1, "the new connection");
            }
            else if (minute % 5 == 0)
            {
                await LoseAsync(client);
                recoveries++;
            }

            await TestTimeout.UntilAsync(() => client.State == WebPubSubClientState.Connected && time.Timers == timers, () => $"{timers} timers, and not {time.Timers}");
            memory = minute == 60 ? GC.GetTotalMemory(forceFullCollection: true) : memory;
        }

        await Service.SendToAllAsync("good night");
        await TestTimeout.UntilAsync(() => received == 1, "the message");
        pings.Should().Be(MinutesADay * 3);
        (recoveries, reconnects).Should().Be((240, 48));
        (await Emulator.Inspector.WaitForUserAsync("chat", "ann")).Groups.Should().Equal("g");
        await client.DisposeAsync();
        time.Timers.Should().Be(0);
        await TestTimeout.UntilMemoryHasGrownByLessThanAsync(4 * 1024 * 1024, memory);
    }

    protected override WebPubSubEmulatorOptions CreateEmulatorOptions()
    {
        WebPubSubEmulatorOptions options = base.CreateEmulatorOptions();
        options.TraceCapacity = 100;
        return options;
    }

    private async Task LoseAsync(WebPubSubClient client)
    {
        Emulator.Inspector.Clear();
        Emulator.Faults.DropTransport(client.ConnectionId!).Should().BeTrue();
        await Emulator.Inspector.WaitForConnectionEventAsync(happened => happened.Kind is EmulatorConnectionEventKind.Recovered or EmulatorConnectionEventKind.Opened);
    }
}
