// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using StackExchange.Redis;
using WebPubSub.TestUtilities;

namespace WebPubSub.Presence.Tests.Redis;

/// <summary>A Redis Cluster of three nodes.</summary>
public sealed class RedisCluster : IAsyncLifetime
{
    private readonly RedisServer[] _nodes = [CreateNode(), CreateNode(), CreateNode()];

    public string Configuration => string.Join(',', _nodes.Select(node => node.Configuration));

    public async ValueTask InitializeAsync()
    {
        foreach (RedisServer node in _nodes)
        {
            await node.StartAsync();
        }

        await using RunningProcess create = RunningProcess.Start("redis-cli", ["--cluster", "create", .. _nodes.Select(node => node.Configuration), "--cluster-yes"]);
        (await create.WaitForExitAsync()).Should().Be(0, create.Output);
        await TestTimeout.UntilAsync(async () => (await Task.WhenAll(_nodes.Select(IsReadyAsync))).All(isReady => isReady), "the cluster");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (RedisServer node in _nodes)
        {
            await node.DisposeAsync();
        }
    }

    // By default, the port of the cluster bus is 10,000 above that of the clients, which is not a port if that is above 55,535.
    private static RedisServer CreateNode() => new("--cluster-enabled", "yes", "--cluster-port", FreePort.Find().ToString(CultureInfo.InvariantCulture));

    private static async Task<bool> IsReadyAsync(RedisServer node)
    {
        await using ConnectionMultiplexer connection = await ConnectionMultiplexer.ConnectAsync(node.Configuration);
        return (await connection.GetServers()[0].ExecuteAsync("CLUSTER", "INFO")).ToString().Contains("cluster_state:ok", StringComparison.Ordinal);
    }
}
