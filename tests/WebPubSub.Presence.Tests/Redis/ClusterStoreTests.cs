// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using StackExchange.Redis;
using WebPubSub.Presence.Redis;
using WebPubSub.Presence.Redis.Keys;
using WebPubSub.Presence.Redis.Store;
using WebPubSub.Presence.Stores;
using WebPubSub.Presence.Tests.Stores;

namespace WebPubSub.Presence.Tests.Redis;

/// <summary>The store on three nodes. A script that used a key of another node would fail.</summary>
public sealed class ClusterStoreTests(RedisCluster cluster) : StoreContract, IClassFixture<RedisCluster>, IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    private ConnectionMultiplexer _redis = null!;

    protected override int Histories => 20;

    public async ValueTask InitializeAsync() => _redis = await ConnectionMultiplexer.ConnectAsync(cluster.Configuration);

    public async ValueTask DisposeAsync() => await _redis.DisposeAsync();

    [Fact]
    public async Task Hubs_AreOnAllNodes_AndTheWatchersOfEachHubReceiveItsChanges()
    {
        var nodes = new HashSet<string>();
        for (int i = 0; i < 12; i++)
        {
            var keys = new HubKeys("app", $"hub{i}");
            nodes.Add(_redis.GetServer(keys.Open).EndPoint.ToString()!);
            using RedisPresenceStore store = Create(keys);
            using RedisPresenceStore other = Create(keys);
            await using IAsyncEnumerator<PresenceChange> watch = other.WatchAsync("room", None).GetAsyncEnumerator();
            await NextAsync(watch);
            await store.JoinAsync("c1", "ann", "room", 2, None);
            (await NextAsync(watch)).Should().Be("Joined ann");
            await store.DisconnectAsync("c1", None);
            (await NextAsync(watch)).Should().Be("Left ann");
        }

        nodes.Should().HaveCount(3, "the hubs are on different nodes");
    }

    protected override PresenceStore Create(WebPubSubPresenceOptions options) => Create(new HubKeys(Guid.NewGuid().ToString("N"), "chat"), options);

    private RedisPresenceStore Create(HubKeys keys, WebPubSubPresenceOptions? options = null) =>
        new(new RedisHub(() => Task.FromResult<IConnectionMultiplexer>(_redis), keys, options ?? new() { GracePeriod = TimeSpan.Zero }), TimeProvider.System);
}
