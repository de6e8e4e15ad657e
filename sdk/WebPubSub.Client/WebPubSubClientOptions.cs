// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using WebPubSub.Protocol;

namespace WebPubSub.Client;

/// <summary>Options for a <see cref="WebPubSubClient"/>.</summary>
public class WebPubSubClientOptions
{
    /// <summary>Gets or sets the subprotocol.</summary>
    /// <value>The default is <see cref="WebPubSubJsonReliableProtocol"/>.</value>
    public WebPubSubProtocol Protocol { get; set; } = new WebPubSubJsonReliableProtocol();

    /// <summary>Gets or sets whether the client makes a new connection when one has ended.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool AutoReconnect { get; set; } = true;

    /// <summary>Gets or sets whether a new connection rejoins the groups that this client has joined. Groups that the server added it to are not rejoined.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool AutoRejoinGroups { get; set; } = true;

    /// <summary>Gets how requests are repeated that the service answers with <c>InternalServerError</c>. A repeat has the same ack ID.</summary>
    /// <value>The default is exponential: 3 retries, from 0.8 seconds.</value>
    /// <remarks>
    /// The retries apply to group operations, such as joining a group and sending to it. They apply to events only if <see cref="RetryFailedEvents"/> is
    /// set. A lost transport does not count: unacknowledged requests are repeated when the connection is recovered.
    /// </remarks>
    public RetryOptions MessageRetryOptions { get; } = new Defaults().Retry;

    /// <summary>Gets or sets whether <see cref="MessageRetryOptions"/> applies to events too.</summary>
    /// <value>The default is <see langword="false"/>: an event that was not handled fails at once.</value>
    /// <remarks>
    /// The service retries a failed event handler before it answers <c>InternalServerError</c>. Each repeat by the client starts those retries again, and
    /// the event handler may run many times. Set it only if your event handlers can process an event twice.
    /// </remarks>
    public bool RetryFailedEvents { get; set; }

    /// <summary>Gets how new connections are made after one has ended: the first at once, the next after these delays, each with up to a fifth of jitter.</summary>
    /// <remarks>A connection that lasts for less than 10 seconds counts as a failed attempt.</remarks>
    /// <value>The default is exponential: retries without limit, from 1 second up to 30 seconds.</value>
    public RetryOptions ReconnectRetryOptions { get; } = CreateReconnect();

    /// <summary>Gets or sets how long an attempt to connect may take.</summary>
    /// <value>The default is 30 seconds. The range is more than zero, up to 49 days.</value>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets how long the client tries to recover a reliable connection whose transport was lost.</summary>
    /// <value>The default is 30 seconds, for which the service keeps the connection. The range is zero to 49 days.</value>
    /// <remarks>After that the client makes a new connection, and messages that were sent to it meanwhile are lost.</remarks>
    public TimeSpan RecoveryTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets how long a request may wait for its acknowledgement, in all its attempts and over all connections.</summary>
    /// <value>The default is 2 minutes. The range is more than zero, up to 49 days; <see cref="Timeout.InfiniteTimeSpan"/> is no limit.</value>
    public TimeSpan MessageTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Gets or sets how often the client sends a ping.</summary>
    /// <value>The default is 20 seconds. <see cref="TimeSpan.Zero"/> sends no pings, and then <see cref="KeepAliveTimeout"/> has no effect.</value>
    public TimeSpan KeepAliveInterval { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Gets or sets how long the service may send nothing before the client drops the transport.</summary>
    /// <value>The default is 2 minutes. It must be longer than <see cref="KeepAliveInterval"/>; <see cref="TimeSpan.Zero"/> is no limit.</value>
    public TimeSpan KeepAliveTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Gets or sets how many messages may wait to be sent. Further sends wait until there is space, with or without a connection.</summary>
    /// <value>The default is 256. The range is 1 to 1,048,576.</value>
    /// <remarks>A new connection rejoins its groups, and repeats unacknowledged joins and leaves, in addition to this number.</remarks>
    public int SendBufferCapacity { get; set; } = 256;

    /// <summary>Gets or sets how many bytes the client may hold of messages that wait to be sent or to be acknowledged. Further sends wait until there is space.</summary>
    /// <value>The default is 16 MiB. The range is 1 byte and up. A message that is larger than this is sent alone.</value>
    /// <remarks>The fragments of a stream are not counted here: <see cref="GroupStreamOptions.BufferCapacity"/> bounds them.</remarks>
    public long SendBufferByteCapacity { get; set; } = 16 * 1024 * 1024;

    /// <summary>Gets or sets how many received messages may wait to be handled. While there are more, or more than 16 MiB of them, the client does not read from its connection.</summary>
    /// <value>The default is 1,024. The range is 1 to 1,048,576.</value>
    /// <remarks>
    /// While a request of this client waits for its acknowledgement, or a stream of it is open, the client reads up to eight times as much, and at least 1,000
    /// messages more, because the acknowledgement comes behind the messages. The service keeps a limited number of messages too, and ends the connection of a client
    /// that falls further behind.
    /// </remarks>
    public int ReceiveBufferCapacity { get; set; } = 1024;

    /// <summary>Gets or sets a callback that configures each WebSocket before it connects, such as its proxy. Some settings are not available in a browser.</summary>
    /// <value>The default is <see langword="null"/>.</value>
    public Action<System.Net.WebSockets.ClientWebSocketOptions>? ConfigureWebSocket { get; set; }

    /// <summary>Gets or sets the factory of the client's logger, whose category is <c>WebPubSub.Client</c>.</summary>
    /// <value>The default logs nothing.</value>
    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    /// <summary>Gets or sets the clock.</summary>
    /// <value>The default is <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    internal WebPubSubClientOptions Validate()
    {
        ArgumentNullException.ThrowIfNull(Protocol);
        ArgumentNullException.ThrowIfNull(LoggerFactory);
        ArgumentNullException.ThrowIfNull(TimeProvider);
        OptionRange.CheckPositive(ConnectTimeout);
        OptionRange.CheckNotNegative(RecoveryTimeout);
        OptionRange.CheckNotNegative(KeepAliveInterval);
        OptionRange.CheckNotNegative(KeepAliveTimeout);
        OptionRange.CheckPositiveOrInfinite(MessageTimeout);
        OptionRange.CheckCapacity(SendBufferCapacity);
        ArgumentOutOfRangeException.ThrowIfLessThan(SendBufferByteCapacity, 1);
        OptionRange.CheckCapacity(ReceiveBufferCapacity);
        OptionRange.CheckNotNegative(ReconnectRetryOptions.Delay);
        OptionRange.CheckNotNegative(ReconnectRetryOptions.MaxDelay);
        OptionRange.CheckNotNegative(MessageRetryOptions.Delay);
        OptionRange.CheckNotNegative(MessageRetryOptions.MaxDelay);
        return KeepAliveTimeout == TimeSpan.Zero || KeepAliveTimeout > KeepAliveInterval
            ? this
            : throw new ArgumentOutOfRangeException(
                nameof(KeepAliveTimeout), KeepAliveTimeout, $"KeepAliveTimeout must be longer than KeepAliveInterval ({KeepAliveInterval}), or every quiet connection is dropped.");
    }

    private static RetryOptions CreateReconnect()
    {
        RetryOptions options = new Defaults().Retry;
        options.Mode = RetryMode.Exponential;
        options.MaxRetries = int.MaxValue;
        options.Delay = TimeSpan.FromSeconds(1);
        options.MaxDelay = TimeSpan.FromSeconds(30);
        return options;
    }

    // Azure.Core creates retry options only as a part of these.
    private sealed class Defaults : ClientOptions;
}
