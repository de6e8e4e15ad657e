// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using WebPubSub.Protocol;

namespace WebPubSub.Client;

/// <summary>How a client behaves.</summary>
public class WebPubSubClientOptions
{
    /// <summary>Gets or sets the subprotocol.</summary>
    /// <value>The default is <see cref="WebPubSubJsonReliableProtocol"/>.</value>
    public WebPubSubProtocol Protocol { get; set; } = new WebPubSubJsonReliableProtocol();

    /// <summary>Gets or sets whether a new connection is made when one has ended.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool AutoReconnect { get; set; } = true;

    /// <summary>Gets or sets whether a new connection joins the groups that this client had joined. What the server put it into is the server's to repeat.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool AutoRejoinGroups { get; set; } = true;

    /// <summary>Gets how messages that the service could not carry out, such as events whose handler failed, are sent again, with the same id.</summary>
    /// <value>The default is exponential, 3 times, from 0.8 seconds. A lost transport is no such failure: what it left open is sent again without limit.</value>
    public RetryOptions MessageRetryOptions { get; } = new Defaults().Retry;

    /// <summary>Gets how new connections are made after one has ended: the first at once, the next after these delays, each with up to a fifth of jitter.</summary>
    /// <remarks>A connection that lasts for less than 10 seconds counts as an attempt that failed.</remarks>
    /// <value>The default is exponential, without end, from 1 second up to 30 seconds.</value>
    public RetryOptions ReconnectRetryOptions { get; } = CreateReconnect();

    /// <summary>Gets or sets how long a connection may take to be made.</summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets how long the client tries to come back to a reliable connection whose transport was lost.</summary>
    /// <value>The default is 30 seconds, for which the service keeps it.</value>
    /// <remarks>After that a new connection is made, and messages sent meanwhile are lost. Protocol reference: client protocols, section 11.</remarks>
    public TimeSpan RecoveryTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets how long a message may wait for its acknowledgement, lost and new connections included.</summary>
    /// <value>The default is 2 minutes; <see cref="Timeout.InfiniteTimeSpan"/> is without limit.</value>
    public TimeSpan MessageTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Gets or sets how often the client asks the service for a sign of life.</summary>
    /// <value>The default is 20 seconds; <see cref="TimeSpan.Zero"/> is never, and then its silence is never taken for death.</value>
    public TimeSpan KeepAliveInterval { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Gets or sets how long the service may be silent before the transport is taken for dead.</summary>
    /// <value>The default is 2 minutes; <see cref="TimeSpan.Zero"/> is without limit. It must be longer than <see cref="KeepAliveInterval"/>.</value>
    public TimeSpan KeepAliveTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Gets or sets how many messages may wait to be sent; further sends wait.</summary>
    /// <value>The default is 256; up to 1,048,576.</value>
    public int SendBufferCapacity { get; set; } = 256;

    /// <summary>Gets or sets how many received messages may wait to be handled; then the client reads no more, and the service keeps them.</summary>
    /// <value>The default is 1,024; up to 1,048,576.</value>
    /// <remarks>
    /// While a message of this client waits for its acknowledgement, reading goes on up to eight times as many: the acknowledgement comes behind them.
    /// A service keeps a limited number too, and ends the connection of a client that falls further behind.
    /// </remarks>
    public int ReceiveBufferCapacity { get; set; } = 1024;

    /// <summary>Gets or sets what is done to each socket before it connects, such as setting a proxy. Not everything is there in a browser.</summary>
    /// <value>The default is <see langword="null"/>, nothing.</value>
    public Action<System.Net.WebSockets.ClientWebSocketOptions>? ConfigureWebSocket { get; set; }

    /// <summary>Gets or sets where the client writes its log, in the category <c>WebPubSub.Client</c>.</summary>
    /// <value>The default writes nothing.</value>
    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    /// <summary>Gets or sets the clock.</summary>
    /// <value>The default is <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    internal WebPubSubClientOptions Check()
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
        OptionRange.CheckCapacity(ReceiveBufferCapacity);
        OptionRange.CheckNotNegative(ReconnectRetryOptions.Delay);
        OptionRange.CheckNotNegative(ReconnectRetryOptions.MaxDelay);
        OptionRange.CheckNotNegative(MessageRetryOptions.Delay);
        OptionRange.CheckNotNegative(MessageRetryOptions.MaxDelay);
        return KeepAliveTimeout == TimeSpan.Zero || KeepAliveTimeout > KeepAliveInterval
            ? this
            : throw new ArgumentOutOfRangeException(nameof(KeepAliveTimeout), KeepAliveTimeout, "It must be longer than KeepAliveInterval: the service is silent when nobody asks it.");
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
