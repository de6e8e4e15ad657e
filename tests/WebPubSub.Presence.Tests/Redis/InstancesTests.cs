// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.DependencyInjection;
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

    private Task<PresenceApp<ChatHub>> StartAsync(bool addEventHandler = true, RedisServer? redis = null) => PresenceApp<ChatHub>.StartAsync(
        Emulator,
        configure: options =>
        {
            options.ReconciliationPeriod = TimeSpan.FromSeconds(1);
            options.UseRedis((redis ?? shared).Configuration + ",connectTimeout=500,asyncTimeout=1000", own => own.KeyPrefix = _app);
        },
        addEventHandler: addEventHandler);

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
