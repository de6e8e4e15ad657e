// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator;
using WebPubSub.TestUtilities;

namespace WebPubSub.Presence.Tests.Apps;

/// <summary>Clients come, go, join and leave, while events are lost, late, repeated and in another order. Afterwards, presence equals the list of the emulator.</summary>
public sealed class ChaosTests : PresenceAppTest
{
    private const int Users = 12;
    private const int Workers = 8;
    private const int StepsPerWorker = 40;

    private static readonly string[] Groups = ["room", "hall", "café 👋"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Presence_EqualsTheService_AfterAComparison(int seed)
    {
        using var events = new UnreliableEvents(seed);
        await using PresenceApp<ChatHub> app = await PresenceApp<ChatHub>.StartAsync(
            Emulator, configure: options => options.ReconciliationPeriod = TimeSpan.FromSeconds(1), middleware: events.InvokeAsync);
        WatchChecker hub = WatchChecker.Start(app.Presence, group: null);
        WatchChecker room = WatchChecker.Start(app.Presence, "room");

        List<TestSocket>[] open = await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(() => RunClientsAsync(app, new Random((seed * 100) + worker)))));
        await events.StopAsync();
        await TestTimeout.UntilAsync(() => Emulator.Inspector.Entries.OfType<EmulatorHandlerCall>().All(call => !call.IsPending), "the last event");
        await app.Presence.ReconcileAsync();

        await CompareAsync(app, group: null);
        foreach (string group in Groups)
        {
            await CompareAsync(app, group);
        }

        hub.Changes.Should().BeGreaterThan(Users);
        string usersOfHub = string.Join(' ', (await app.Presence.GetUsersAsync()).Select(user => user.UserId));
        string usersOfRoom = string.Join(' ', (await app.Presence.GetUsersAsync("room")).Select(user => user.UserId));
        await TestTimeout.UntilAsync(() => hub.Users == usersOfHub && room.Users == usersOfRoom, "the watchers");
        await hub.DisposeAsync();
        await room.DisposeAsync();
        Array.ForEach(open, sockets => sockets.ForEach(socket => socket.Dispose()));
    }

    private static async Task<List<TestSocket>> RunClientsAsync(PresenceApp<ChatHub> app, Random random)
    {
        List<TestSocket> open = [];
        for (int step = 0; step < StepsPerWorker; step++)
        {
            if (open.Count == 0 || random.Next(3) == 0)
            {
                open.Add(await app.ConnectAsync($"user{random.Next(Users):00}", random.Next(2) == 0 ? [Groups[random.Next(Groups.Length)]] : []));
                continue;
            }

            TestSocket socket = open[random.Next(open.Count)];
            if (random.Next(4) == 0)
            {
                open.Remove(socket);
                socket.Dispose();
                continue;
            }

            string type = random.Next(2) == 0 ? "joinGroup" : "leaveGroup";
            await DoAsync(socket, $$"""{"type":"{{type}}","group":"{{Groups[random.Next(Groups.Length)]}}","ackId":{{step + 1}}}""");
        }

        return open;
    }

    private async Task CompareAsync(PresenceApp<ChatHub> app, string? group)
    {
        string[] expected = [.. Emulator.Inspector.GetConnections("chat").Where(connection => group is null || connection.Groups.Contains(group))
            .Select(connection => $"{connection.ConnectionId} {connection.UserId}").Order(StringComparer.Ordinal)];
        string[] actual = [.. (await app.Presence.GetConnections(group).ToListAsync()).Select(connection => $"{connection.ConnectionId} {connection.UserId}").Order(StringComparer.Ordinal)];
        actual.Should().Equal(expected, $"these are in {group ?? "the hub"}");
    }
}
