// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using StackExchange.Redis;

namespace WebPubSub.Presence.Redis;

/// <summary>The options of <c>UseRedis</c>.</summary>
public sealed class WebPubSubRedisPresenceOptions
{
    /// <summary>Gets or sets the prefix of all keys. Instances of one application have one prefix, and two applications that share a Redis have two.</summary>
    /// <value>The default is <see langword="null"/>: the name of the application, <c>IHostEnvironment.ApplicationName</c>. It contains no <c>{</c> and no <c>}</c>.</value>
    public string? KeyPrefix { get; set; }

    /// <summary>Gets or sets a method that connects to Redis, for example with Microsoft Entra ID. Presence calls it once for each hub, and again only if it fails.</summary>
    /// <value>
    /// The default is <see langword="null"/>: the configuration that was passed to <c>UseRedis</c>, or the registered <see cref="IConnectionMultiplexer"/>. Presence never
    /// disposes a connection that this method returns.
    /// </value>
    public Func<IServiceProvider, Task<IConnectionMultiplexer>>? ConnectionFactory { get; set; }
}
