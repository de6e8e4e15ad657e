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
        (long)options.GracePeriod.TotalMilliseconds,
        (long)(options.ReconciliationPeriod * PresenceStore.LeasePeriods).TotalMilliseconds,
        (long)PresenceStore.TombstoneAge.TotalMilliseconds,
    ];

    private string? _publishedChannel;

    public HubKeys Keys => keys;

    public WebPubSubPresenceOptions Options => options;

    /// <summary>Runs a script.</summary>
    /// <param name="script">The script.</param>
    /// <param name="scriptKeys">The keys after the common keys.</param>
    /// <param name="values">The arguments after the common arguments.</param>
    /// <param name="cancellationToken">Ends the wait for the result. The script can run nevertheless.</param>
    public Task<RedisResult> RunAsync(string script, RedisKey[] scriptKeys, RedisValue[] values, CancellationToken cancellationToken) => UseAsync(
        database => database.ScriptEvaluateAsync(script, [.. keys.Common, .. scriptKeys], [GetPublishedChannel(database.Multiplexer), .. _settings, Guid.NewGuid().ToString("N"), .. values]),
        cancellationToken);

    /// <summary>Uses the database.</summary>
    public async Task<T> UseAsync<T>(Func<IDatabase, Task<T>> use, CancellationToken cancellationToken)
    {
        try
        {
            IConnectionMultiplexer redis = await connect().WaitAsync(cancellationToken).ConfigureAwait(false);
            return await use(redis.GetDatabase()).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not PresenceStoreException && !cancellationToken.IsCancellationRequested)
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

    // StackExchange.Redis adds the channelPrefix of its configuration to a subscription. A script publishes without the library, so it gets the whole name.
    private string GetPublishedChannel(IConnectionMultiplexer redis)
    {
        const string Setting = "channelPrefix=";
        return _publishedChannel ??= Array.Find(redis.Configuration.Split(','), part => part.StartsWith(Setting, StringComparison.OrdinalIgnoreCase))?[Setting.Length..] + keys.Channel;
    }

    // The message of StackExchange.Redis contains the address, but no password.
    private static PresenceStoreException ToStoreException(Exception exception) => new(
        exception is RedisServerException
            ? $"Presence cannot use this Redis: {exception.Message.TrimEnd('.')}. Presence needs Lua scripts (Garnet runs them with its option --lua), and a user who may run all commands on its keys and channels."
            : $"Presence cannot use Redis: {exception.Message} Check the address, the password and the TLS setting of UseRedis. The hub still handles its events, and presence corrects itself when Redis is back.",
        exception);

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
