// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;
using WebPubSub.Presence.Tests.Apps;
using WebPubSub.TestUtilities;

namespace WebPubSub.Presence.Tests.Redis;

/// <summary>Two instances of an application with one Redis.</summary>
public sealed class InstancesTests(RedisFixture shared) : PresenceAppTest, IClassFixture<RedisFixture>
{
    private static readonly string[] Groups = ["room", "hall"];

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

    [Theory]
    [InlineData(1)]
    public async Task BothInstances_EqualTheService_AfterChaos(int seed)
    {
        using var firstEvents = new UnreliableEvents(seed);
        using var secondEvents = new UnreliableEvents(seed + 1);
        PresenceApp<ChatHub> first = await StartAsync(firstEvents, addEventHandler: false);
        PresenceApp<ChatHub> second = await StartAsync(secondEvents, addEventHandler: false);
        await using RoundRobin proxy = await RoundRobin.StartAsync(first.Address, second.Address);
        Emulator.AddEventHandler("chat", new Uri(proxy.Address, "/eventhandler").AbsoluteUri, first.Services.GetRequiredService<WebPubSubHubRegistry>().GetEvents<ChatHub>());
        WatchChecker hub = await WatchChecker.StartAsync(first.Presence, group: null);
        WatchChecker room = await WatchChecker.StartAsync(first.Presence, "room");

        using ConnectionMultiplexer connection = await ConnectionMultiplexer.ConnectAsync(shared.Configuration + ",allowAdmin=true");
        Task<List<TestSocket>[]> clients = ChaosClients.RunAsync(first, Groups, seed, steps: 60);
        await TestTimeout.UntilAsync(() => hub.Changes > 0, "the first changes");
        await connection.GetServers().Single().FlushAllDatabasesAsync(); // Redis loses its data
        int changes = hub.Changes;
        await TestTimeout.UntilAsync(() => hub.Changes > changes || clients.IsCompleted, "changes after the loss");
        proxy.SetInstances(first.Address);
        await second.DisposeAsync(); // one instance ends
        PresenceApp<ChatHub> third = await StartAsync(addEventHandler: false);
        proxy.SetInstances(first.Address, third.Address);
        List<TestSocket>[] open = await clients;

        await firstEvents.StopAsync();
        await secondEvents.StopAsync();
        await ChaosClients.WaitForTheLastEventAsync(Emulator, open);
        foreach (PresenceApp<ChatHub> app in new[] { first, third })
        {
            await TestTimeout.UntilAsync(async () => await IsEqualAsync(app), "the list of the service, within two periods");
        }

        string users = string.Join(' ', (await third.Presence.GetUsersAsync()).Select(user => user.UserId));
        string usersOfRoom = string.Join(' ', (await third.Presence.GetUsersAsync("room")).Select(user => user.UserId));
        await TestTimeout.UntilAsync(() => hub.Users == users && room.Users == usersOfRoom, "the watchers");
        await hub.DisposeAsync();
        await room.DisposeAsync();
        await first.DisposeAsync();
        await third.DisposeAsync();
        ChaosClients.Dispose(open);
    }

    private Task<PresenceApp<ChatHub>> StartAsync(UnreliableEvents? events = null, bool addEventHandler = true, RedisServer? redis = null) => PresenceApp<ChatHub>.StartAsync(
        Emulator,
        configure: options =>
        {
            options.ReconciliationPeriod = TimeSpan.FromSeconds(1);
            options.UseRedis((redis ?? shared).Configuration + ",connectTimeout=500,asyncTimeout=1000", own => own.KeyPrefix = _app);
        },
        middleware: events is null ? null : events.InvokeAsync,
        addEventHandler: addEventHandler);

    private async Task<bool> IsEqualAsync(PresenceApp<ChatHub> app)
    {
        foreach (string? group in new string?[] { null }.Concat(Groups))
        {
            if (!(await ChaosClients.ListAsync(app, group)).SequenceEqual(ChaosClients.List(Emulator, group)))
            {
                return false;
            }
        }

        return true;
    }

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
