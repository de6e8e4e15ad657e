// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using StackExchange.Redis;

namespace WebPubSub.Presence.Redis.Store;

/// <summary>The connection to Redis. It is opened on first use, reconnects by itself, and ends with the process.</summary>
internal sealed class RedisConnection(string configuration)
{
    private readonly Lock _gate = new();
    private Task<IConnectionMultiplexer>? _connection;

    public Task<IConnectionMultiplexer> GetAsync()
    {
        lock (_gate)
        {
            return _connection is { IsFaulted: false } ? _connection : _connection = ConnectAsync();
        }
    }

    // A Redis that is away must not fail the start of the application, and must be found when it is back.
    private async Task<IConnectionMultiplexer> ConnectAsync()
    {
        var options = ConfigurationOptions.Parse(configuration);
        options.AbortOnConnectFail = false;
        return await ConnectionMultiplexer.ConnectAsync(options).ConfigureAwait(false);
    }
}
