// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using StackExchange.Redis;

namespace WebPubSub.Presence.Redis.Store;

/// <summary>A lock that ends by itself if its instance dies.</summary>
internal sealed class RedisLock(RedisHub hub, RedisKey key, RedisValue token) : IAsyncDisposable
{
    private static readonly TimeSpan Min = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Max = TimeSpan.FromSeconds(30);

    public static async Task<RedisLock?> TryTakeAsync(RedisHub hub, string name)
    {
        TimeSpan period = hub.Options.ReconciliationPeriod;
        TimeSpan expiry = period < Min ? Min : period > Max ? Max : period;
        RedisKey key = hub.Keys.Lock(name);
        RedisValue token = Guid.NewGuid().ToString("N");
        return await hub.UseAsync(database => database.LockTakeAsync(key, token, expiry)).ConfigureAwait(false) ? new RedisLock(hub, key, token) : null;
    }

    // Without an answer, the lock ends by itself.
    public async ValueTask DisposeAsync()
    {
        try
        {
            await hub.UseAsync(database => database.LockReleaseAsync(key, token)).ConfigureAwait(false);
        }
        catch (PresenceStoreException)
        {
        }
    }
}
