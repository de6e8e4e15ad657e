// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using StackExchange.Redis;
using WebPubSub.Presence.Redis.Keys;
using WebPubSub.Presence.Stores;

namespace WebPubSub.Presence.Redis.Store;

/// <summary>The Redis database of one hub. It runs scripts, and turns failures of Redis into a <see cref="PresenceStoreException"/>.</summary>
internal sealed class RedisHub(Func<Task<IConnectionMultiplexer>> connect, HubKeys keys, WebPubSubPresenceOptions options)
{
    private readonly RedisValue[] _settings =
    [
        keys.Channel,
        (long)options.GracePeriod.TotalMilliseconds,
        (long)(options.ReconciliationPeriod * PresenceStore.LeasePeriods).TotalMilliseconds,
        (long)PresenceStore.TombstoneAge.TotalMilliseconds,
    ];

    public HubKeys Keys => keys;

    public WebPubSubPresenceOptions Options => options;

    /// <summary>Runs a script.</summary>
    /// <param name="script">The script.</param>
    /// <param name="scriptKeys">The keys after the common keys.</param>
    /// <param name="values">The arguments after the common arguments.</param>
    public Task<RedisResult> RunAsync(string script, RedisKey[] scriptKeys, params RedisValue[] values) => UseAsync(database =>
        database.ScriptEvaluateAsync(script, [.. keys.Common, .. scriptKeys], [.. _settings, Guid.NewGuid().ToString("N"), .. values]));

    /// <summary>Uses the database.</summary>
    public async Task<T> UseAsync<T>(Func<IDatabase, Task<T>> use)
    {
        try
        {
            IConnectionMultiplexer redis = await connect().ConfigureAwait(false);
            return await use(redis.GetDatabase()).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not PresenceStoreException)
        {
            throw ToStoreException(exception);
        }
    }

    /// <summary>Subscribes to the changes of the hub.</summary>
    public async Task<IDisposable> SubscribeAsync(Action<string> handle, Action restored)
    {
        try
        {
            IConnectionMultiplexer redis = await connect().ConfigureAwait(false);
            ChannelMessageQueue queue = await redis.GetSubscriber().SubscribeAsync(RedisChannel.Literal(keys.Channel)).ConfigureAwait(false);
            queue.OnMessage(message => handle(message.Message!)); // a queue keeps the order
            void OnRestored(object? sender, ConnectionFailedEventArgs e) => restored();
            redis.ConnectionRestored += OnRestored;
            return new Subscription(() =>
            {
                redis.ConnectionRestored -= OnRestored;
                queue.Unsubscribe(CommandFlags.FireAndForget);
            });
        }
        catch (Exception exception)
        {
            throw ToStoreException(exception);
        }
    }

    // The message of StackExchange.Redis contains the address, but no password.
    private static PresenceStoreException ToStoreException(Exception exception) => new(
        $"Presence cannot use Redis: {exception.Message} Check the address, the password and the TLS setting of UseRedis. The hub still handles its events, and presence corrects itself when Redis is back.",
        exception);

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
