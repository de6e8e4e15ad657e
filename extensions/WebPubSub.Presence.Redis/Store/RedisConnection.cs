// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using StackExchange.Redis;

namespace WebPubSub.Presence.Redis.Store;

/// <summary>The connection to Redis. It is opened on first use, and opened again only if that failed.</summary>
internal sealed class RedisConnection(Func<Task<IConnectionMultiplexer>> open)
{
    private readonly Lock _gate = new();
    private Task<IConnectionMultiplexer>? _connection;

    public Task<IConnectionMultiplexer> GetAsync()
    {
        lock (_gate)
        {
            return _connection is { IsFaulted: false, IsCanceled: false } ? _connection : _connection = open();
        }
    }
}
