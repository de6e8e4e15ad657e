// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator.Configuration;
using WebPubSub.TestUtilities;

namespace WebPubSub.Emulator.Tests.Connections;

/// <summary>The subscribers that a publisher waits for. They are far behind, and their acknowledgements can arrive during the wait.</summary>
public sealed class AcknowledgementWaitTests : EmulatorTest
{
    private const int Burst = 600; // more than half of the unacknowledged messages that a client may have

    [Fact]
    public async Task Publisher_DoesNotWaitForItself()
    {
        using TestSocket ann = await ConnectReliableAsync("ann");

        await PublishAsync(ann, Burst);

        await ReceivePongAsync(ann);
    }

    [Fact]
    public async Task Publisher_WaitsForASubscriber_WhichDoesNotWaitForThePublisher()
    {
        using TestSocket ann = await ConnectReliableAsync("ann");
        using TestSocket bob = await ConnectReliableAsync("bob");
        await PublishAsync(ann, Burst);
        await TestTimeout.UntilAsync(() => Emulator.Inspector.Connections.Any(connection => connection.UserId == "bob" && connection.BufferedMessages > 500), "bob to be far behind");

        await PublishAsync(bob, 64);

        await ReceivePongAsync(bob);
        Emulator.Inspector.Connections.Single(connection => connection.UserId == "bob").BufferedMessages.Should().BeLessThan(Burst, "ann waits for bob");
        await bob.SendTextAsync("""{"type":"sequenceAck","sequenceId":9223372036854775807}""");
        await ReceivePongAsync(ann);
    }

    protected override WebPubSubEmulatorOptions CreateOptions() =>
        new() { Port = 0, Limits = EmulatorLimits.ServiceDefaults with { AcknowledgementTimeout = TimeSpan.FromHours(1) } };

    private async Task<TestSocket> ConnectReliableAsync(string userId) => (await TestSocket.ConnectReliableAsync(ClientUri(userId, AllRoles, ["g"]))).Socket;

    private static async Task PublishAsync(TestSocket socket, int count)
    {
        for (int i = 0; i < count; i++)
        {
            await socket.SendTextAsync("""{"type":"sendToGroup","group":"g","data":"x","dataType":"text"}""");
        }

        await socket.SendTextAsync("""{"type":"ping"}""");
    }

    private static async Task ReceivePongAsync(TestSocket socket)
    {
        while (!(await socket.ReceiveTextAsync()).Contains("\"pong\"", StringComparison.Ordinal))
        {
        }
    }
}
