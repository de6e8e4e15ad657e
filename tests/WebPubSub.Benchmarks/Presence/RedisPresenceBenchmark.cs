// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Globalization;
using StackExchange.Redis;
using WebPubSub.Presence;
using WebPubSub.Presence.Redis;
using WebPubSub.Presence.Redis.Keys;
using WebPubSub.Presence.Redis.Scripts;
using WebPubSub.Presence.Redis.Store;
using WebPubSub.TestUtilities;

namespace WebPubSub.Benchmarks.Presence;

/// <summary>A benchmark of the store in Redis: events per second as a ratio to the bare script, and times of snapshots and comparisons.</summary>
internal static class RedisPresenceBenchmark
{
    private const int InFlight = 64;
    private const int Groups = 1000;
    private const int PageSize = 200;
    private const double MinRatio = 0.8;

    private static readonly WebPubSubPresenceOptions Options = new() { GracePeriod = TimeSpan.Zero };

    public static async Task RunAsync()
    {
        await using var server = new RedisServer();
        await server.StartAsync();
        await using ConnectionMultiplexer redis = await ConnectionMultiplexer.ConnectAsync(server.Configuration);
        await MeasureEventsAsync(redis);
        await MeasureSnapshotsAsync(redis, 10_000);
        await MeasureSnapshotsAsync(redis, 100_000);
    }

    private static async Task MeasureEventsAsync(ConnectionMultiplexer redis)
    {
        var keys = new HubKeys("events", "chat");
        using var store = Create(redis, keys);
        IDatabase database = redis.GetDatabase();
        RedisValue[] settings = [keys.Channel, 0, 120_000, 300_000, "epoch"];
        int ours = 0;
        int bare = 0;
        (Measurement Ours, Measurement Bare) result = await Measurement.CompareAsync(
            () => store.JoinAsync(Id(ref ours), "ann", "room", eventId: 2, CancellationToken.None).AsTask(),
            () =>
            {
                string id = Id(ref bare);
                return database.ScriptEvaluateAsync(
                    PresenceScripts.Join,
                    [.. keys.Common, keys.Connection(id), keys.Ended(id), keys.GroupsOf(id), keys.Members("room"), keys.Counts("room"), keys.Left(id, "room")],
                    [.. settings, id, "ann", "room", 2]);
            },
            InFlight);
        double ratio = result.Ours.PerSecond / result.Bare.PerSecond;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{"Redis: events per second",-50} {result.Ours.PerSecond,9:0} of {result.Bare.PerSecond:0} of the bare script: {ratio:0.00} (at least {MinRatio}: {(ratio >= MinRatio ? "met" : "NOT MET")})"));
    }

    private static async Task MeasureSnapshotsAsync(ConnectionMultiplexer redis, int count)
    {
        using var store = Create(redis, new HubKeys($"snapshots {count}", "chat"));
        WebPubSubGroupMember[] members = [.. Enumerable.Range(0, count).Select(i => new WebPubSubGroupMember($"connection{i}") { UserId = $"user{i}" })];
        long began = await store.BeginListingAsync(CancellationToken.None);
        foreach (WebPubSubGroupMember[] page in members.Chunk(PageSize))
        {
            await store.AddListedAsync(group: null, began, page, CancellationToken.None);
        }

        for (int group = 0; group < Groups; group++)
        {
            await store.AddListedAsync($"group{group}", began, [.. members.Where((_, i) => i % Groups == group)], CancellationToken.None);
        }

        string of = string.Create(CultureInfo.InvariantCulture, $"of {count:N0} connections");
        await PrintAsync($"Redis: snapshot of a group {of}", () => store.GetUsersAsync("group7", CancellationToken.None).AsTask());
        await PrintAsync($"Redis: snapshot of the hub {of}", () => store.GetUsersAsync(group: null, CancellationToken.None).AsTask());
        await PrintAsync($"Redis: comparison with a listing {of}", async () =>
        {
            long start = await store.BeginListingAsync(CancellationToken.None);
            foreach (WebPubSubGroupMember[] page in members.Chunk(PageSize))
            {
                await store.AddListedAsync(group: null, start, page, CancellationToken.None);
            }

            await store.FindMissingAsync(group: null, start, members.Select(member => member.ConnectionId).ToHashSet(), CancellationToken.None);
        });
    }

    private static async Task PrintAsync(string what, Func<Task> action)
    {
        double[] rounds = new double[5];
        for (int i = 0; i < rounds.Length; i++)
        {
            long start = Stopwatch.GetTimestamp();
            await action();
            rounds[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-50} {rounds.Order().ElementAt(2),9:0.00} ms"));
    }

    private static RedisPresenceStore Create(ConnectionMultiplexer redis, HubKeys keys) =>
        new(new RedisHub(() => Task.FromResult<IConnectionMultiplexer>(redis), keys, Options), TimeProvider.System);

    private static string Id(ref int last) => string.Create(CultureInfo.InvariantCulture, $"connection{Interlocked.Increment(ref last) % 10_000}");
}
