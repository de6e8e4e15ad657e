// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using WebPubSub.Presence.Hosting;
using WebPubSub.Presence.Simulation.Instances;
using WebPubSub.Presence.Tests.Apps;
using WebPubSub.TestUtilities;

namespace WebPubSub.Presence.Tests.Redis;

/// <summary>Two instances of an application with one Redis.</summary>
public sealed class InstancesTests(RedisFixture shared) : PresenceAppTest, IClassFixture<RedisFixture>
{
    private readonly string _app = Guid.NewGuid().ToString("N");

    [Fact]
    public async Task BothInstances_SeeUsersWhoseEventsWentToOne()
    {
        await using PresenceApp<ChatHub> first = await StartAsync();
        await using PresenceApp<ChatHub> second = await StartAsync(addEventHandler: false);
        using TestSocket ann = await first.ConnectAsync("ann", "room");
        await first.WaitForUsersAsync("ann:1", "room");
        (await second.DescribeUsersAsync("room")).Should().Be("ann:1");
        (await second.DescribeUsersAsync()).Should().Be("ann:1");
        await using IAsyncEnumerator<PresenceChange> watch = second.Presence.WatchAsync("room").GetAsyncEnumerator();
        await watch.MoveNextAsync();
        ann.Dispose();
        await watch.MoveNextAsync().AsTask().WithTimeoutAsync("the change");
        watch.Current.Kind.Should().Be(PresenceChangeKind.Left);
    }

    [Fact]
    public async Task ConnectionWhoseConnectEventAnotherInstanceAnswered_CostsNoRequest()
    {
        await using PresenceApp<ChatHub> first = await StartAsync(addEventHandler: false, period: TimeSpan.FromHours(1));
        await using PresenceApp<ChatHub> second = await StartAsync(addEventHandler: false, period: TimeSpan.FromHours(1));
        await using RoundRobin proxy = await RoundRobin.StartAsync();
        proxy.SetInstances(first.Address, second.Address);
        Emulator.AddEventHandler("chat", new Uri(proxy.Address, "/eventhandler").AbsoluteUri, first.Services.GetRequiredService<WebPubSubHubRegistry>().GetEvents<ChatHub>());
        foreach (PresenceApp<ChatHub> app in new[] { first, second })
        {
            await TestTimeout.UntilAsync(async () => await CheckHealthAsync(app) == HealthStatus.Healthy, "the first comparison, which adds connections itself, too");
        }

        var sockets = new List<TestSocket>();
        for (int i = 0; i < 30; i++)
        {
            sockets.Add(await first.ConnectAsync($"user{i}"));
        }

        await TestTimeout.UntilAsync(async () => (await second.Presence.GetUsersAsync()).Count == sockets.Count, "the users");
        Emulator.Inspector.RestCalls.Count(call => call.Method == "PUT").Should().BeLessThanOrEqualTo(2, "an instance adds connections itself until it has seen a connect event");
        sockets.ForEach(socket => socket.Dispose());
    }

    [Fact]
    public async Task FreshComparison_IsNotRepeatedByAnotherInstance_AndMakesBothHealthy()
    {
        await using PresenceApp<ChatHub> first = await StartAsync(period: TimeSpan.FromHours(1));
        await TestTimeout.UntilAsync(async () => await CheckHealthAsync(first) == HealthStatus.Healthy, "the first comparison");
        int requests = CountListings();
        await using PresenceApp<ChatHub> second = await StartAsync(addEventHandler: false, period: TimeSpan.FromHours(1));
        await second.Services.GetRequiredService<HubPresence<ChatHub>>().ReconcileIfDueAsync(CancellationToken.None);
        CountListings().Should().Be(requests);
        (await CheckHealthAsync(second)).Should().Be(HealthStatus.Healthy);
        await second.Presence.ReconcileAsync();
        CountListings().Should().BeGreaterThan(requests, "a comparison on demand is made in any case");
    }

    [Fact]
    public async Task RedisThatIsAway_DoesNotStopTheHub_AndPresenceIsRightWhenItIsBack()
    {
        var own = new RedisServer();
        await own.StartAsync();
        await using PresenceApp<ChatHub> app = await StartAsync(redis: own);
        using TestSocket ann = await app.ConnectAsync("ann", "room");
        await app.WaitForUsersAsync("ann:1", "room");
        WatchChecker watch = await WatchChecker.StartAsync(app.Presence, "room");
        await own.KillAsync();
        using TestSocket bob = await app.ConnectAsync("bob", "room");
        await TestTimeout.UntilAsync(() => app.Logs.All.Contains("Event 'connected' of hub 'chat' did not reach the store of presence"), "the warning");
        (await app.Invoking(a => a.Presence.GetUsersAsync()).Should().ThrowAsync<PresenceStoreException>()).WithMessage("Presence cannot use Redis: *");
        (await CheckHealthAsync(app)).Should().Be(HealthStatus.Degraded);
        await own.StartAsync();
        try
        {
            await TestTimeout.UntilAsync(async () => await TryDescribeAsync(app) == "ann:1 bob:1", "the users of a new Redis");
            (await app.DescribeUsersAsync()).Should().Be("ann:1 bob:1");
            await TestTimeout.UntilAsync(() => watch.Users == "ann bob", "the watch, which has waited");
            await watch.DisposeAsync();
        }
        finally
        {
            await own.DisposeAsync();
        }
    }

    private Task<PresenceApp<ChatHub>> StartAsync(bool addEventHandler = true, RedisServer? redis = null, TimeSpan? period = null) => PresenceApp<ChatHub>.StartAsync(
        Emulator,
        configure: options =>
        {
            options.ReconciliationPeriod = period ?? TimeSpan.FromSeconds(1);
            options.UseRedis((redis ?? shared).Configuration + ",connectTimeout=500,asyncTimeout=1000", own => own.KeyPrefix = _app);
        },
        addEventHandler: addEventHandler);

    private int CountListings() => Emulator.Inspector.RestCalls.Count(call => call.Method == "GET" && call.Path.Contains("/connections", StringComparison.Ordinal));

    private static async Task<HealthStatus> CheckHealthAsync(PresenceApp<ChatHub> app) => (await app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Status;

    private static async Task<string> TryDescribeAsync(PresenceApp<ChatHub> app)
    {
        try
        {
            return await app.DescribeUsersAsync("room");
        }
        catch (PresenceStoreException)
        {
            return "away";
        }
    }
}
