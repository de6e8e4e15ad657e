// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;
using WebPubSub.Presence.Redis;
using WebPubSub.Presence.Redis.Keys;
using WebPubSub.Presence.Redis.Scripts;
using WebPubSub.Presence.Redis.Store;
using WebPubSub.Presence.Stores;
using WebPubSub.Presence.Tests.Stores;
using WebPubSub.TestUtilities;

namespace WebPubSub.Presence.Tests.Redis;

public sealed class RedisStoreTests(RedisFixture server) : StoreContract, IClassFixture<RedisFixture>, IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    private ConnectionMultiplexer _redis = null!;

    protected override int Histories => 60;

    public async ValueTask InitializeAsync() => _redis = await ConnectionMultiplexer.ConnectAsync(server.Configuration + "");

    public async ValueTask DisposeAsync() => await _redis.DisposeAsync();

    [Fact]
    public async Task TwoInstances_SeeTheSameUsers_AndTheSameChanges()
    {
        string app = Guid.NewGuid().ToString("N");
        using PresenceStore first = Create(new() { GracePeriod = TimeSpan.Zero }, app);
        using PresenceStore second = Create(new() { GracePeriod = TimeSpan.Zero }, app);
        await using IAsyncEnumerator<PresenceChange> watch = second.WatchAsync("room", None).GetAsyncEnumerator();
        await NextAsync(watch);
        await first.JoinAsync("c1", "ann", "room", 2, None);
        (await NextAsync(watch)).Should().Be("Joined ann");
        (await UsersAsync(second, "room")).Should().Be("ann:1");
        await second.DisconnectAsync("c1", None);
        (await NextAsync(watch)).Should().Be("Left ann");
        (await UsersAsync(first)).Should().Be("");
    }

    [Fact]
    public async Task TwoApplicationsAndTwoHubs_DoNotSeeEachOther()
    {
        using PresenceStore first = Create(new(), "a", "chat");
        using PresenceStore other = Create(new(), "b", "chat");
        using PresenceStore hub = Create(new(), "a", "news");
        await first.ConnectAsync("c1", "ann", isReserved: false, None);
        (await UsersAsync(first)).Should().Be("ann:1");
        (await UsersAsync(other)).Should().Be("");
        (await UsersAsync(hub)).Should().Be("");
    }

    [Fact]
    public async Task OnlyOneInstance_HasALock()
    {
        string app = Guid.NewGuid().ToString("N");
        using PresenceStore first = Create(new(), app);
        using PresenceStore second = Create(new(), app);
        IAsyncDisposable? own = await first.TryLockAsync("all", None);
        own.Should().NotBeNull();
        (await second.TryLockAsync("all", None)).Should().BeNull();
        await own!.DisposeAsync();
        (await second.TryLockAsync("all", None)).Should().NotBeNull();
    }

    [Fact]
    public async Task LeavesOfAnInstanceThatDied_AreTakenByAnother()
    {
        string app = Guid.NewGuid().ToString("N");
        using PresenceStore second = Create(new() { GracePeriod = TimeSpan.FromSeconds(1) }, app);
        using (PresenceStore first = Create(new() { GracePeriod = TimeSpan.FromSeconds(1) }, app))
        {
            await first.JoinAsync("c1", "ann", "room", 2, None);
            await first.DisconnectAsync("c1", None);
        }

        await TestTimeout.UntilAsync(async () => await UsersAsync(second) == "" && await UsersAsync(second, "room") == "", "the end of the grace period");
    }

    [Fact]
    public async Task LostData_IsANewEpoch_AndNoGroupIsListed()
    {
        string app = Guid.NewGuid().ToString("N");
        using PresenceStore store = Create(new() { GracePeriod = TimeSpan.Zero }, app);
        await store.ConnectAsync("c1", "ann", isReserved: false, None);
        long began = await store.BeginListingAsync(None);
        await store.SetListedAsync(null, began, None);
        await using IAsyncEnumerator<PresenceChange> watch = store.WatchAsync(null, None).GetAsyncEnumerator();
        await NextAsync(watch);
        string epoch = watch.Current.Epoch;

        await _redis.GetDatabase().ExecuteAsync("FLUSHALL");
        (await NextAsync(watch)).Should().Be("Snapshot ");
        watch.Current.Epoch.Should().NotBe(epoch);
        (await store.AskAsync(null, None)).Should().BeFalse();
        (await store.SetListedAsync(null, began, None)).Should().BeFalse("this listing began before");
        (await store.AskAsync(null, None)).Should().BeFalse();
        (await UsersAsync(store)).Should().Be("");
    }

    [Fact]
    public async Task LostMessage_IsFound_ByTheSequence()
    {
        string app = Guid.NewGuid().ToString("N");
        using PresenceStore store = Create(new() { GracePeriod = TimeSpan.Zero }, app);
        await using IAsyncEnumerator<PresenceChange> watch = store.WatchAsync(null, None).GetAsyncEnumerator();
        await NextAsync(watch);
        var keys = new HubKeys(app, "chat");
        await _redis.GetDatabase().HashSetAsync(keys.Users, "ann", 1);
        await _redis.GetDatabase().HashIncrementAsync(keys.Common[4], HubKeys.ToScope(null)); // a change whose message was lost
        (await NextAsync(watch)).Should().Be("Snapshot ann");
    }

    [Fact]
    public async Task AllKeys_OfAHub_HaveOneHashTag()
    {
        string app = Guid.NewGuid().ToString("N");
        using PresenceStore store = Create(new(), app);
        await store.JoinAsync("c{1}", "ann", "r{oo}m", 2, None);
        await store.JoinAsync("c2", "ann", "room", 2, None);
        await store.LeaveAsync("c2", "room", 3, None);
        await store.DisconnectAsync("c{1}", None);
        await store.AskAsync("room", None);
        RedisKey[] keys = [.. _redis.GetServers().Single().Keys(pattern: $"*{app}*")];
        keys.Should().HaveCountGreaterThan(8);
        keys.Select(key => _redis.HashSlot(key)).Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task NothingIsLeft_AfterAllConnectionsEnded_ExceptBoundedRecords()
    {
        string app = Guid.NewGuid().ToString("N");
        using PresenceStore store = Create(new() { GracePeriod = TimeSpan.Zero, LastSeenRetention = TimeSpan.Zero }, app);
        for (int i = 0; i < 50; i++)
        {
            await store.JoinAsync($"c{i}", $"user{i}", $"room{i % 5}", 2, None);
            await store.LeaveAsync($"c{i}", $"room{i % 5}", 3, None);
            await store.JoinAsync($"c{i}", $"user{i}", $"hall{i % 5}", 4, None);
            await store.DisconnectAsync($"c{i}", None);
        }

        await store.RemoveExpiredAsync(await store.GetTimeAsync(None), None);
        foreach (RedisKey key in _redis.GetServers().Single().Keys(pattern: $"*{app}*"))
        {
            string name = ((string)key!)[($"{{{app}:chat}}:".Length)..];
            TimeSpan? expiry = await _redis.GetDatabase().KeyTimeToLiveAsync(key);
            (name is "meta" || (name == "seq" && _redis.GetDatabase().HashLength(key) == 1) || expiry is not null).Should().BeTrue($"{name} would stay");
        }
    }

    [Fact]
    public async Task ConnectionThatIsFoundOpenAgain_KeepsItsGroups_WhenTheOldOnesAreRemoved()
    {
        string app = Guid.NewGuid().ToString("N");
        var keys = new HubKeys(app, "chat");
        using RedisPresenceStore store = Create(new() { GracePeriod = TimeSpan.Zero }, app);
        await store.JoinAsync("c1", "ann", "room", 2, None);
        await store.JoinAsync("c1", "ann", "old", 3, None);
        var hub = new RedisHub(() => Task.FromResult<IConnectionMultiplexer>(_redis), keys, new WebPubSubPresenceOptions { GracePeriod = TimeSpan.Zero });
        await hub.RunAsync(PresenceScripts.Expire, [keys.Connection("c1"), keys.GroupsOf("c1")], ["c1", long.MaxValue], None); // the instance dies before it removes the groups
        await store.JoinAsync("c1", "ann", "room", 4, None);
        await store.JoinAsync("c1", "ann", "hall", 5, None);
        await TestTimeout.UntilAsync(async () => !await _redis.GetDatabase().KeyExistsAsync(keys.Clean), "the removal of the old groups");
        (await UsersAsync(store)).Should().Be("ann:1");
        (await UsersAsync(store, "room")).Should().Be("ann:1");
        (await UsersAsync(store, "hall")).Should().Be("ann:1");
        (await UsersAsync(store, "old")).Should().Be("");
    }

    [Fact]
    public async Task KeysOfAHubThatNobodyUses_Expire_AndAComparisonRenewsThem()
    {
        string app = Guid.NewGuid().ToString("N");
        IDatabase database = _redis.GetDatabase();
        RedisKey[] keys;
        using (PresenceStore store = Create(new(), app))
        {
            await store.JoinAsync("c1", "ann", "room", 2, None);
            await store.JoinAsync("c1", "ann", "hall", 3, None);
            await store.JoinAsync("c2", null, "room", 2, None);
            await store.LeaveAsync("c1", "hall", 4, None);
            await store.AskAsync("room", None);
            await store.GetAskedGroupsAsync(None);
            keys = [.. _redis.GetServers().Single().Keys(pattern: $"*{app}*")];
            keys.Should().HaveCountGreaterThan(10);
            await TestTimeout.UntilAsync(async () => (await Task.WhenAll(keys.Select(key => database.KeyTimeToLiveAsync(key)))).All(time => time is not null), "the expiry of each key");

            foreach (RedisKey key in keys)
            {
                await database.KeyExpireAsync(key, TimeSpan.FromHours(1));
            }

            long began = await store.BeginListingAsync(None);
            await store.AddListedAsync(null, began, [new("c1") { UserId = "ann" }, new("c2")], None);
            await store.AddListedAsync("room", began, [new("c1") { UserId = "ann" }, new("c2")], None);
            await store.GetAskedGroupsAsync(None);
            RedisKey[] renewed = [.. keys.Where(key => !((string)key!).Contains(":y:c1:hall") && !((string)key!).EndsWith("gu:hall", StringComparison.Ordinal))]; // ann has left the hall
            await TestTimeout.UntilAsync(
                async () => (await Task.WhenAll(renewed.Select(key => database.KeyTimeToLiveAsync(key)))).All(time => time is null || time > TimeSpan.FromHours(23)), "the renewal of each key that still exists");
        }
    }

    [Fact]
    public async Task ConnectionWhoseGroupHasExpired_LeavesNothing()
    {
        string app = Guid.NewGuid().ToString("N");
        var keys = new HubKeys(app, "chat");
        using PresenceStore store = Create(new() { GracePeriod = TimeSpan.Zero }, app);
        await store.JoinAsync("c1", "ann", "room", 2, None);
        await _redis.GetDatabase().KeyDeleteAsync([keys.Members("room"), keys.Counts("room")]); // as if the keys of the group had expired
        await store.DisconnectAsync("c1", None);
        (await _redis.GetDatabase().HashGetAllAsync(keys.Common[4])).Select(entry => (string)entry.Name!).Should().Equal("h");
        (await _redis.GetDatabase().KeyExistsAsync(keys.GroupsOf("c1"))).Should().BeFalse();
    }

    [Fact]
    public async Task ConnectionOfAnOldEpoch_IsNew()
    {
        string app = Guid.NewGuid().ToString("N");
        var keys = new HubKeys(app, "chat");
        using PresenceStore store = Create(new() { GracePeriod = TimeSpan.Zero }, app);
        await store.JoinAsync("c1", "ann", "room", 2, None);
        await store.ConnectAsync("c2", "bob", isReserved: true, None);
        await _redis.GetDatabase().KeyDeleteAsync(keys.Common); // as if no instance had run for a day
        await store.DisconnectAsync("c2", None);
        (await UsersAsync(store)).Should().Be("");
        long began = await store.BeginListingAsync(None);
        await store.AddListedAsync(null, began, [new("c1") { UserId = "ann" }], None);
        (await UsersAsync(store)).Should().Be("ann:1");
        await store.DisconnectAsync("c1", None);
        (await UsersAsync(store)).Should().Be("");
        (await store.CountAsync(null, None)).Should().Be(default(PresenceCounts));
    }

    [Fact]
    public async Task ClockThatWasSetBack_DoesNotExtendAGracePeriod()
    {
        string app = Guid.NewGuid().ToString("N");
        RedisKey grace = new HubKeys(app, "chat").Common[5];
        using PresenceStore store = Create(new() { GracePeriod = TimeSpan.FromSeconds(1) }, app);
        await store.ConnectAsync("c1", "ann", isReserved: true, None);
        await store.DisconnectAsync("c1", None);
        if ((await _redis.GetDatabase().SortedSetRangeByRankAsync(grace)) is [RedisValue leave])
        {
            await _redis.GetDatabase().SortedSetAddAsync(grace, leave, DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeMilliseconds(), SortedSetWhen.Exists); // the clock was set back by an hour
        }

        await TestTimeout.UntilAsync(async () => await UsersAsync(store) == "", "the end of the grace period");
    }

    [Fact]
    public async Task ClockThatWasSetBack_StopsNoComparison_AndExtendsNoLease()
    {
        string app = Guid.NewGuid().ToString("N");
        var keys = new HubKeys(app, "chat");
        using PresenceStore store = Create(new(), app);
        await store.ConnectAsync("c1", "ann", isReserved: true, None);
        await store.SetComparedAsync(None);
        long later = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeMilliseconds(); // as if the clock had been set back by an hour
        await _redis.GetDatabase().HashSetAsync(keys.Meta, "compared", later);
        await _redis.GetDatabase().SortedSetAddAsync(keys.Open, "c1", later);
        (await store.GetTimeSinceComparisonAsync(None)).Should().BeNull("it is not known");
        await TestTimeout.UntilAsync(async () => await _redis.GetDatabase().SortedSetScoreAsync(keys.Open, "c1") < later - 600_000, "the lease");
    }

    [Fact]
    public async Task WatchedGroupThatIsForgotten_KeepsItsSequence()
    {
        string app = Guid.NewGuid().ToString("N");
        using PresenceStore store = Create(new() { GracePeriod = TimeSpan.Zero, MaxReconciledGroups = 1 }, app);
        await store.AskAsync("room", None);
        await store.JoinAsync("c1", "ann", "room", 2, None);
        await using IAsyncEnumerator<PresenceChange> watch = store.WatchAsync("room", None).GetAsyncEnumerator();
        await NextAsync(watch);
        await store.AskAsync("hall", None);
        (await store.GetAskedGroupsAsync(None)).Should().Equal("hall");
        for (int i = 0; i < 5; i++)
        {
            await store.JoinAsync($"d{i}", "bob", "other", 2, None);
            await store.DisconnectAsync($"d{i}", None);
        }

        await store.JoinAsync("c2", "cat", "room", 2, None);
        (await NextAsync(watch)).Should().Be("Joined cat");
    }

    [Fact]
    public async Task Tombstones_AreBounded()
    {
        string app = Guid.NewGuid().ToString("N");
        var keys = new HubKeys(app, "chat");
        using PresenceStore store = Create(new(), app);
        await store.DisconnectAsync("c1", None);
        (await _redis.GetDatabase().KeyTimeToLiveAsync(keys.Ended("c1"))).Should().BeGreaterThan(TimeSpan.FromMinutes(4));
        await TestTimeout.UntilAsync(
            async () =>
            {
                await _redis.GetDatabase().HashSetAsync(keys.Meta, "ended", 100_000); // a new window starts every five minutes
                await store.DisconnectAsync("c2", None);
                return (await _redis.GetDatabase().KeyTimeToLiveAsync(keys.Ended("c2"))) is null or { TotalSeconds: <= 1 };
            },
            "a short tombstone");
    }

    [Fact]
    public async Task LastSeenTimes_AreBounded()
    {
        string app = Guid.NewGuid().ToString("N");
        RedisKey seen = new HubKeys(app, "chat").LastSeen;
        using PresenceStore store = Create(new(), app);
        long now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        await _redis.GetDatabase().SortedSetAddAsync(seen, [.. Enumerable.Range(0, 100_010).Select(i => new SortedSetEntry($"user{i}", now - 200_000 + i))]);
        await TestTimeout.UntilAsync(async () => await _redis.GetDatabase().SortedSetLengthAsync(seen) == 100_000, "the removal of the oldest users");
        (await store.GetLastSeenAsync("user9", None)).Should().BeNull();
        (await store.GetLastSeenAsync("user10", None)).Should().NotBeNull();
    }

    [Fact]
    public async Task LastSeen_IsTheEndOfTheLastConnection_HoweverLateTheLeaveIsTaken()
    {
        string app = Guid.NewGuid().ToString("N");
        var keys = new HubKeys(app, "chat");
        IDatabase database = _redis.GetDatabase();
        using (PresenceStore first = Create(new() { GracePeriod = TimeSpan.FromMinutes(5) }, app))
        {
            await first.ConnectAsync("c1", "ann", isReserved: false, None);
            await first.DisconnectAsync("c1", None);
        }

        RedisValue leave = (await database.SortedSetRangeByRankAsync(keys.Common[5])).Single();
        DateTimeOffset due = DateTimeOffset.UtcNow.AddHours(-1);
        await database.SortedSetAddAsync(keys.Common[5], leave, due.ToUnixTimeMilliseconds()); // all instances were away for an hour
        using PresenceStore second = Create(new() { GracePeriod = TimeSpan.FromMinutes(5) }, app);
        await TestTimeout.UntilAsync(async () => await UsersAsync(second) == "", "the leave");
        (await second.GetLastSeenAsync("ann", None)).Should().BeCloseTo(due.AddMinutes(-5), TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Lock_IsRenewed_UntilItIsReleased()
    {
        string app = Guid.NewGuid().ToString("N");
        using PresenceStore store = Create(new() { ReconciliationPeriod = TimeSpan.FromSeconds(4) }, app); // the lock ends after four seconds
        IDatabase database = _redis.GetDatabase();
        RedisKey key = new HubKeys(app, "chat").Lock("all");
        IAsyncDisposable? own = await store.TryLockAsync("all", None);
        TimeSpan shortest = TimeSpan.MaxValue;
        await TestTimeout.UntilAsync(
            async () =>
            {
                TimeSpan left = (await database.KeyTimeToLiveAsync(key)) ?? throw new InvalidOperationException("The lock has ended.");
                shortest = left < shortest ? left : shortest;
                return left > shortest + TimeSpan.FromMilliseconds(300);
            },
            "the renewal");
        await own!.DisposeAsync();
        (await database.KeyExistsAsync(key)).Should().BeFalse();
    }

    [Fact]
    public async Task SameEvent_OnTwoInstances_IsOneChange()
    {
        string app = Guid.NewGuid().ToString("N");
        using PresenceStore first = Create(new() { GracePeriod = TimeSpan.Zero }, app);
        using PresenceStore second = Create(new() { GracePeriod = TimeSpan.Zero }, app);
        await using IAsyncEnumerator<PresenceChange> watch = first.WatchAsync("room", None).GetAsyncEnumerator();
        await NextAsync(watch);
        PresenceStore[] both = [first, second];
        for (int i = 0; i < 50; i++)
        {
            await Task.WhenAll(both.Select(store => Task.Run(() => store.JoinAsync($"c{i}", $"user{i}", "room", 2, None).AsTask())));
            await Task.WhenAll(both.Select(store => Task.Run(() => store.DisconnectAsync($"c{i}", None).AsTask())));
            (await NextAsync(watch)).Should().Be($"Joined user{i}");
            (await NextAsync(watch)).Should().Be($"Left user{i}");
        }

        (await first.CountAsync(null, None)).Should().Be(default(PresenceCounts));
    }

    [Fact]
    public async Task EventWhoseReplyIsLost_ChangesNothing_WhenItIsRepeated()
    {
        string app = Guid.NewGuid().ToString("N");
        await using var port = new PortMapping { Target = server.Port };
        await using ConnectionMultiplexer own = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{port.Port},abortConnect=false");
        var keys = new HubKeys(app, "chat");
        var hub = new RedisHub(() => Task.FromResult<IConnectionMultiplexer>(own), keys, new WebPubSubPresenceOptions { GracePeriod = TimeSpan.Zero });
        Task JoinAsync() => hub.RunAsync(
            PresenceScripts.Join, [keys.Connection("c1"), keys.Ended("c1"), keys.GroupsOf("c1"), keys.Members("room"), keys.Counts("room"), keys.Left("c1", "room")], ["c1", "ann", "room", 2], None);
        Task DisconnectAsync() => hub.RunAsync(PresenceScripts.Disconnect, [keys.Connection("c1"), keys.Ended("c1"), keys.GroupsOf("c1")], ["c1"], None);
        using PresenceStore other = Create(new() { GracePeriod = TimeSpan.Zero }, app);
        await using IAsyncEnumerator<PresenceChange> watch = other.WatchAsync("room", None).GetAsyncEnumerator();
        await NextAsync(watch);

        port.LosesReplies = true;
        Task join = JoinAsync();
        (await NextAsync(watch)).Should().Be("Joined ann");
        await FluentActions.Awaiting(() => join).Should().ThrowAsync<PresenceStoreException>();
        port.LosesReplies = false;
        await TestTimeout.UntilAsync(() => own.IsConnected, "the connection");
        await JoinAsync();
        (await other.CountAsync("room", None)).Should().Be(new PresenceCounts(1, 1, 0));

        port.LosesReplies = true;
        Task end = DisconnectAsync();
        (await NextAsync(watch)).Should().Be("Left ann", "the repeated event changes nothing");
        await FluentActions.Awaiting(() => end).Should().ThrowAsync<PresenceStoreException>();
        port.LosesReplies = false;
        await TestTimeout.UntilAsync(() => own.IsConnected, "the connection");
        await DisconnectAsync();
        await other.ConnectAsync("c2", "bob", isReserved: false, None);
        await other.JoinAsync("c2", "bob", "room", 2, None);
        (await NextAsync(watch)).Should().Be("Joined bob", "the repeated event changes nothing");
        (await other.CountAsync(null, None)).Should().Be(new PresenceCounts(1, 1, 0));
    }

    [Fact]
    public async Task ChannelPrefix_ReachesTheWatchers()
    {
        string app = Guid.NewGuid().ToString("N");
        await using ConnectionMultiplexer own = await ConnectionMultiplexer.ConnectAsync(server.Configuration + ",channelPrefix=tenant1:");
        using RedisPresenceStore store = Create(new() { GracePeriod = TimeSpan.Zero }, app, redis: own);
        await using IAsyncEnumerator<PresenceChange> watch = store.WatchAsync(null, None).GetAsyncEnumerator();
        await NextAsync(watch);
        for (int i = 0; i < 10; i++)
        {
            await store.ConnectAsync($"c{i}", $"user{i}", isReserved: false, None);
            (await NextAsync(watch)).Should().Be($"Joined user{i}", "without the message, the watcher gets a snapshot");
        }
    }

    [Fact]
    public async Task CancelledCall_EndsAtOnce()
    {
        await using ConnectionMultiplexer own = await ConnectionMultiplexer.ConnectAsync(server.Configuration);
        using RedisPresenceStore store = Create(new(), "app", redis: own);
        using var cancelled = new CancellationTokenSource();
        await _redis.GetDatabase().ExecuteAsync("CLIENT", "PAUSE", "60000", "WRITE"); // Redis answers no script
        try
        {
            Task connect = store.ConnectAsync("c1", "ann", isReserved: false, cancelled.Token).AsTask();
            await cancelled.CancelAsync();
            await FluentActions.Awaiting(() => connect).Should().ThrowAsync<OperationCanceledException>();
        }
        finally
        {
            await _redis.GetDatabase().ExecuteAsync("CLIENT", "UNPAUSE");
        }
    }

    [Fact]
    public async Task ConnectionFactory_IsCalledOnce()
    {
        int calls = 0;
        var options = new WebPubSubPresenceOptions();
        options.UseRedis(redis => redis.ConnectionFactory = _ =>
        {
            calls++;
            return Task.FromResult<IConnectionMultiplexer>(_redis);
        });
        using PresenceStore store = options.CreateStore!(new ServiceCollection().BuildServiceProvider(), "chat", TimeProvider.System);
        for (int i = 0; i < 10; i++)
        {
            await store.ConnectAsync("c1", "ann", isReserved: false, None);
        }

        calls.Should().Be(1);
    }

    [Fact]
    public void InvalidConfiguration_IsRejected_WithoutAPartOfThePassword()
    {
        Action use = () => new WebPubSubPresenceOptions().UseRedis("localhost,password=ab,sec=ret");
        use.Should().Throw<ArgumentException>().Which.ToString().Should().Contain("The configuration of Redis is invalid.").And.NotContain("sec=").And.NotContain("'sec'");
    }

    [Fact]
    public void KeyPrefixWithABrace_IsRejected()
    {
        var options = new WebPubSubPresenceOptions();
        options.UseRedis("localhost", redis => redis.KeyPrefix = "{a}");
        options.Invoking(o => o.CreateStore!(new ServiceCollection().BuildServiceProvider(), "chat", TimeProvider.System)).Should().Throw<ArgumentException>().WithMessage("*must not contain a brace*");
    }

    [Fact]
    public async Task RedisThatIsAway_IsAClearError()
    {
        var hub = new RedisHub(
            async () => await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{FreePort.Find()},abortConnect=false,connectTimeout=200,syncTimeout=200,asyncTimeout=200,password=secret"),
            new HubKeys("app", "chat"), new WebPubSubPresenceOptions());
        using var store = new RedisPresenceStore(hub, TimeProvider.System);
        (await store.Invoking(s => s.GetUsersAsync(null, None).AsTask()).Should().ThrowAsync<PresenceStoreException>())
            .WithMessage("Presence cannot use Redis: *Check the address*").Which.ToString().Should().NotContain("secret");
    }

    protected override PresenceStore Create(WebPubSubPresenceOptions options) => Create(options, Guid.NewGuid().ToString("N"));

    private RedisPresenceStore Create(WebPubSubPresenceOptions options, string app, string hub = "chat", IConnectionMultiplexer? redis = null) =>
        new(new RedisHub(() => Task.FromResult(redis ?? _redis), new HubKeys(app, hub), options), TimeProvider.System);
}
