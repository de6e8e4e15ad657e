// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Globalization;
using WebPubSub.Presence;
using WebPubSub.Presence.Memory;

namespace WebPubSub.Benchmarks.Presence;

/// <summary>A benchmark of the presence store in memory: time per event, bytes per connection and membership, and times of snapshots and comparisons.</summary>
internal static class PresenceBenchmark
{
    private const int Groups = 1000;
    private const int Rounds = 5;
    private const int PageSize = 200;
    private const double MaxMicrosecondsPerEvent = 1;
    private const double MaxBytesPerConnection = 450;
    private const double MaxBytesPerMembership = 80;

    public static async Task RunAsync()
    {
        MeasureEvents();
        MeasureMemory();
        MeasureSnapshots(10_000);
        MeasureSnapshots(100_000);
        await RedisPresenceBenchmark.RunAsync();
    }

    private static void MeasureEvents()
    {
        const int Connections = 100_000;
        Connection[] connections = CreateConnections(Connections);
        double[] rounds = [.. Enumerable.Range(0, Rounds + 1).Select(_ =>
        {
            using PresenceState store = CreateStore();
            long start = Stopwatch.GetTimestamp();
            foreach (Connection connection in connections)
            {
                store.Connect(connection.Id, connection.UserId);
                store.Join(connection.Id, connection.UserId, connection.Group, eventId: 2);
                store.Leave(connection.Id, connection.Group, eventId: 3);
                store.Join(connection.Id, connection.UserId, connection.Group, eventId: 4);
            }

            foreach (Connection connection in connections)
            {
                store.Disconnect(connection.Id);
            }

            return Stopwatch.GetElapsedTime(start).TotalMicroseconds / (5.0 * Connections);
        })];
        Print("time per event", Median(rounds[1..]), "us", MaxMicrosecondsPerEvent);
    }

    private static void MeasureMemory()
    {
        const int Connections = 100_000;
        const int Memberships = 10;
        Connection[] connections = CreateConnections(Connections);
        string[] groups = [.. Enumerable.Range(0, Memberships).Select(i => string.Create(CultureInfo.InvariantCulture, $"further{i}"))];
        using PresenceState store = CreateStore();
        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int i = 0; i < Connections; i++)
        {
            // The store keeps these texts, as it keeps the texts of an event.
            string id = new(connections[i].Id);
            store.Connect(id, new string(connections[i].UserId));
            store.Join(id, connections[i].UserId, connections[i].Group, eventId: 2);
        }

        long connected = GC.GetTotalMemory(forceFullCollection: true);
        Print("bytes per connection", (connected - before) / (double)Connections, "bytes", MaxBytesPerConnection);
        foreach (Connection connection in connections)
        {
            foreach (string group in groups)
            {
                store.Join(connection.Id, connection.UserId, group, eventId: 3);
            }
        }

        Print("bytes per further membership", (GC.GetTotalMemory(forceFullCollection: true) - connected) / (double)(Connections * Memberships), "bytes", MaxBytesPerMembership);
        GC.KeepAlive(connections);
    }

    private static void MeasureSnapshots(int count)
    {
        Connection[] connections = CreateConnections(count);
        using PresenceState store = CreateStore();
        foreach (Connection connection in connections)
        {
            store.Connect(connection.Id, connection.UserId);
            store.SetReserved(connection.Id, isReserved: true, eventId: 0);
            store.Join(connection.Id, connection.UserId, connection.Group, eventId: 2);
        }

        WebPubSubGroupMember[][] pages = [.. connections.Select(connection => new WebPubSubGroupMember(connection.Id) { UserId = connection.UserId }).Chunk(PageSize)];
        string of = string.Create(CultureInfo.InvariantCulture, $"of {count:N0} connections");
        Print($"snapshot of a group {of}", MedianMilliseconds(() => store.GetUsers("group7")), "ms");
        Print($"snapshot of the hub {of}", MedianMilliseconds(() => store.GetUsers(group: null)), "ms");
        Print($"comparison with a listing {of}", MedianMilliseconds(() => Compare(store, pages)), "ms");
    }

    private static void Compare(PresenceState store, WebPubSubGroupMember[][] pages)
    {
        long began = store.BeginListing();
        var listed = new HashSet<string>(StringComparer.Ordinal);
        foreach (WebPubSubGroupMember[] page in pages)
        {
            store.AddListed(group: null, began, page);
            listed.UnionWith(page.Select(member => member.ConnectionId));
        }

        if (store.FindMissing(group: null, began, listed).Length > 0)
        {
            throw new InvalidOperationException("The listing contains all connections.");
        }
    }

    private static PresenceState CreateStore() => new(new WebPubSubPresenceOptions { GracePeriod = TimeSpan.Zero, LastSeenRetention = TimeSpan.Zero }, TimeProvider.System);

    private static Connection[] CreateConnections(int count) => [.. Enumerable.Range(0, count).Select(i => new Connection(
        Guid.NewGuid().ToString("N")[..22],
        string.Create(CultureInfo.InvariantCulture, $"user{i:000000}"),
        string.Create(CultureInfo.InvariantCulture, $"group{i % Groups}")))];

    private static double MedianMilliseconds(Action action) => Median([.. Enumerable.Range(0, Rounds).Select(_ =>
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    })]);

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);

    private static void Print(string what, double value, string unit, double? max = null) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{what,-50} {value,9:0.00} {unit}{(max is null ? "" : $" (at most {max}: {(value <= max ? "met" : "NOT MET")})")}"));

    private readonly record struct Connection(string Id, string UserId, string Group);
}
