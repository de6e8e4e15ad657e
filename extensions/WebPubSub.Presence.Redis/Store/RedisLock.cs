// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using StackExchange.Redis;

namespace WebPubSub.Presence.Redis.Store;

/// <summary>A lock that is renewed until it is released, and that ends by itself if its instance dies.</summary>
internal sealed class RedisLock : IAsyncDisposable
{
    private static readonly TimeSpan Max = TimeSpan.FromSeconds(30);

    private readonly RedisHub _hub;
    private readonly RedisKey _key;
    private readonly RedisValue _token;
    private readonly TimeSpan _expiry;
    private readonly CancellationTokenSource _released = new();
    private readonly Task _renewing;

    private RedisLock(RedisHub hub, RedisKey key, RedisValue token, TimeSpan expiry)
    {
        _hub = hub;
        _key = key;
        _token = token;
        _expiry = expiry;
        _renewing = RenewAsync(_released.Token);
    }

    public static async Task<RedisLock?> TryTakeAsync(RedisHub hub, string name, CancellationToken cancellationToken)
    {
        TimeSpan period = hub.Options.ReconciliationPeriod;
        TimeSpan expiry = period < Max ? period : Max;
        RedisKey key = hub.Keys.Lock(name);
        RedisValue token = Guid.NewGuid().ToString("N");
        Task<RedisLock?> taking = TakeAsync(hub, key, token, expiry);
        try
        {
            return await taking.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _ = ReleaseAsync(taking); // Redis can give the lock to a caller that has stopped waiting
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _released.CancelAsync().ConfigureAwait(false);
        await _renewing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _released.Dispose();
        await TryAsync(database => database.LockReleaseAsync(_key, _token)).ConfigureAwait(false);
    }

    private static async Task<RedisLock?> TakeAsync(RedisHub hub, RedisKey key, RedisValue token, TimeSpan expiry) =>
        await hub.UseAsync(database => database.LockTakeAsync(key, token, expiry), CancellationToken.None).ConfigureAwait(false) ? new RedisLock(hub, key, token, expiry) : null;

    private static async Task ReleaseAsync(Task<RedisLock?> taking)
    {
        await ((Task)taking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (taking is { IsCompletedSuccessfully: true, Result: { } own })
        {
            await own.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(_expiry / 3);
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
        {
            await TryAsync(database => database.LockExtendAsync(_key, _token, _expiry)).ConfigureAwait(false);
        }
    }

    // Without an answer, the lock ends by itself.
    private async Task TryAsync(Func<IDatabase, Task<bool>> use)
    {
        try
        {
            await _hub.UseAsync(use, CancellationToken.None).ConfigureAwait(false);
        }
        catch (PresenceStoreException)
        {
        }
    }
}
