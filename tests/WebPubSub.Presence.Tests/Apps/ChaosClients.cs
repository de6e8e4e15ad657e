// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator;
using WebPubSub.TestUtilities;

namespace WebPubSub.Presence.Tests.Apps;

/// <summary>Clients that come, go, join and leave at random.</summary>
internal static class ChaosClients
{
    private const int Users = 12;
    private const int Workers = 8;

    public static Task<List<TestSocket>[]> RunAsync<THub>(PresenceApp<THub> app, string[] groups, int seed, int steps)
        where THub : WebPubSubHub =>
        Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(() => RunWorkerAsync(app, groups, new Random((seed * 100) + worker), steps))));

    /// <summary>Waits until the emulator has noticed the last disconnection, and has sent its events.</summary>
    public static async Task WaitForTheLastEventAsync(WebPubSubEmulator emulator, List<TestSocket>[] open)
    {
        await TestTimeout.UntilAsync(() => emulator.Inspector.GetConnections("chat").Count == open.Sum(sockets => sockets.Count), "the end of the last connections");
        await TestTimeout.UntilAsync(() => emulator.Inspector.Entries.OfType<EmulatorHandlerCall>().All(call => !call.IsPending), "the last event");
    }

    /// <summary>Returns the connections of the emulator, which are the truth.</summary>
    public static string[] List(WebPubSubEmulator emulator, string? group) =>
        [.. emulator.Inspector.GetConnections("chat").Where(connection => group is null || connection.Groups.Contains(group))
            .Select(connection => $"{connection.ConnectionId} {connection.UserId}").Order(StringComparer.Ordinal)];

    /// <summary>Returns the connections of presence.</summary>
    public static async Task<string[]> ListAsync<THub>(PresenceApp<THub> app, string? group)
        where THub : WebPubSubHub =>
        [.. (await app.Presence.GetConnections(group).ToListAsync()).Select(connection => $"{connection.ConnectionId} {connection.UserId}").Order(StringComparer.Ordinal)];

    public static void Dispose(List<TestSocket>[] open) => Array.ForEach(open, sockets => sockets.ForEach(socket => socket.Dispose()));

    private static async Task<List<TestSocket>> RunWorkerAsync<THub>(PresenceApp<THub> app, string[] groups, Random random, int steps)
        where THub : WebPubSubHub
    {
        List<TestSocket> open = [];
        for (int step = 0; step < steps; step++)
        {
            if (open.Count == 0 || random.Next(3) == 0)
            {
                open.Add(await app.ConnectAsync($"user{random.Next(Users):00}", random.Next(2) == 0 ? [groups[random.Next(groups.Length)]] : []));
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
            await socket.SendTextAsync($$"""{"type":"{{type}}","group":"{{groups[random.Next(groups.Length)]}}","ackId":{{step + 1}}}""");
            (await socket.ReceiveJsonAsync()).GetProperty("type").GetString().Should().Be("ack");
        }

        return open;
    }
}
