// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Hosting;
using StackExchange.Redis;
using WebPubSub.Presence;
using WebPubSub.Presence.Redis;
using WebPubSub.Presence.Redis.Keys;
using WebPubSub.Presence.Redis.Store;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Extension methods that store presence in Redis.</summary>
public static class WebPubSubRedisPresenceExtensions
{
    /// <summary>Stores presence in Redis, so that all instances of the application see the same users.</summary>
    /// <param name="options">The options of presence.</param>
    /// <param name="configuration">
    /// The configuration of <see href="https://stackexchange.github.io/StackExchange.Redis/Configuration">StackExchange.Redis</see>, such as
    /// <c>localhost:6379</c> or <c>contoso.redis.cache.windows.net:6380,password=...,ssl=true</c>.
    /// </param>
    /// <param name="configure">Sets the options of Redis.</param>
    /// <returns>The options of presence.</returns>
    /// <exception cref="ArgumentException"><paramref name="configuration"/> is empty or invalid.</exception>
    public static WebPubSubPresenceOptions UseRedis(this WebPubSubPresenceOptions options, string configuration, Action<WebPubSubRedisPresenceOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(configuration);
        ConfigurationOptions parsed = Parse(configuration);
        return options.UseRedis(redis =>
        {
            redis.ConnectionFactory = async _ => await ConnectionMultiplexer.ConnectAsync(parsed).ConfigureAwait(false);
            configure?.Invoke(redis);
        });
    }

    /// <summary>Stores presence in Redis, over the registered <see cref="IConnectionMultiplexer"/> or <see cref="WebPubSubRedisPresenceOptions.ConnectionFactory"/>.</summary>
    /// <param name="options">The options of presence.</param>
    /// <param name="configure">Sets the options of Redis.</param>
    /// <returns>The options of presence.</returns>
    public static WebPubSubPresenceOptions UseRedis(this WebPubSubPresenceOptions options, Action<WebPubSubRedisPresenceOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var redis = new WebPubSubRedisPresenceOptions();
        configure?.Invoke(redis);
        options.UseStore((services, hub, time) =>
        {
            string prefix = redis.KeyPrefix ?? services.GetService<IHostEnvironment>()?.ApplicationName ?? "webpubsub";
            if (prefix.AsSpan().ContainsAny('{', '}'))
            {
                throw new ArgumentException($"{nameof(WebPubSubRedisPresenceOptions)}.{nameof(redis.KeyPrefix)} must not contain a brace, because Redis Cluster uses braces to choose the node of a key.");
            }

            Func<IServiceProvider, Task<IConnectionMultiplexer>> connect = redis.ConnectionFactory
                ?? (provider => Task.FromResult(provider.GetRequiredService<IConnectionMultiplexer>()));
            var connection = new RedisConnection(() => connect(services));
            return new RedisPresenceStore(new RedisHub(connection.GetAsync, new HubKeys(prefix, hub.ToLowerInvariant()), options), time);
        });
        return options;
    }

    // The message of the parser contains a part of the text, which can be a part of the password.
    private static ConfigurationOptions Parse(string configuration)
    {
        ConfigurationOptions options;
        try
        {
            options = ConfigurationOptions.Parse(configuration);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            throw new ArgumentException(
                "The configuration of Redis is invalid. A password with a comma or an equals sign must be set in ConnectionFactory. See https://stackexchange.github.io/StackExchange.Redis/Configuration.",
                nameof(configuration));
        }

        options.AbortOnConnectFail = false; // a Redis that is away must not fail the start of the application, and must be found when it is back
        options.BacklogPolicy = BacklogPolicy.FailFast; // an event of the hub does not wait for it
        return options;
    }
}
