// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using WebPubSub.Protocol;

namespace WebPubSub.Client;

/// <summary>Options for a <see cref="WebPubSubClient"/>. The configuration keys need the package WebPubSub.Client.Hosting, whose method <c>BindConfiguration</c> gets the section.</summary>
public class WebPubSubClientOptions
{
    /// <summary>Gets or sets the subprotocol.</summary>
    /// <value>The default is <see cref="WebPubSubJsonReliableProtocol"/>.</value>
    public WebPubSubProtocol Protocol { get; set; } = new WebPubSubJsonReliableProtocol();

    /// <summary>Gets or sets whether the client makes a new connection after a connection has ended.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    /// <remarks>Configuration key: <c>{section}:AutoReconnect</c>.</remarks>
    public bool AutoReconnect { get; set; } = true;

    /// <summary>Gets or sets whether a new connection rejoins the groups that this client has joined.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    /// <remarks>The client does not rejoin groups to which only the server added it. Configuration key: <c>{section}:AutoRejoinGroups</c>.</remarks>
    public bool AutoRejoinGroups { get; set; } = true;

    /// <summary>Gets the retry options for requests that the service answers with <c>InternalServerError</c>. A retry has the same ack ID.</summary>
    /// <value>The default is exponential: 3 retries, with an initial delay of 0.8 seconds.</value>
    /// <remarks>
    /// The retries apply to group operations, such as joining a group and sending to it. They apply to events only if <see cref="RetryFailedEvents"/> is
    /// set. A lost transport does not count as a retry: the client repeats unacknowledged requests when it has recovered the connection.
    /// </remarks>
    public RetryOptions MessageRetryOptions { get; } = new Defaults().Retry;

    /// <summary>Gets or sets whether <see cref="MessageRetryOptions"/> applies to events too.</summary>
    /// <value>The default is <see langword="false"/>: an event that was not handled fails at once.</value>
    /// <remarks>
    /// The service retries a failed event handler before it answers <c>InternalServerError</c>. Each retry by the client starts those retries again, so
    /// the event handler may run many times. Set this option only if your event handlers can process an event twice.
    /// Configuration key: <c>{section}:RetryFailedEvents</c>.
    /// </remarks>
    public bool RetryFailedEvents { get; set; }

    /// <summary>Gets the retry options for new connections after a connection has ended.</summary>
    /// <value>The default is exponential: unlimited retries, with delays from 1 second to 30 seconds.</value>
    /// <remarks>
    /// The first attempt starts immediately. Further attempts start after these delays, plus up to 20% jitter. A connection that lasts less than 10 seconds counts
    /// as a failed attempt.
    /// </remarks>
    public RetryOptions ReconnectRetryOptions { get; } = CreateReconnect();

    /// <summary>Gets or sets the maximum duration of an attempt to connect.</summary>
    /// <value>The default is 30 seconds. The value must be more than zero and at most 49 days.</value>
    /// <remarks>Configuration key: <c>{section}:ConnectTimeout</c>.</remarks>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets the time during which the client tries to recover a reliable connection whose transport was lost.</summary>
    /// <value>The default is 30 seconds, the time for which the service keeps the connection. The range is zero to 49 days.</value>
    /// <remarks>After this time, the client makes a new connection. Messages that were sent to the client in the meantime are lost. Configuration key: <c>{section}:RecoveryTimeout</c>.</remarks>
    public TimeSpan RecoveryTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets the time that a request waits for its acknowledgement, including all attempts and all connections.</summary>
    /// <value>The default is 2 minutes. The value must be more than zero and at most 49 days; <see cref="Timeout.InfiniteTimeSpan"/> means no limit.</value>
    /// <remarks>Configuration key: <c>{section}:MessageTimeout</c>.</remarks>
    public TimeSpan MessageTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Gets or sets the interval at which the client sends pings.</summary>
    /// <value>The default is 20 seconds. With <see cref="TimeSpan.Zero"/>, the client sends no pings, and <see cref="KeepAliveTimeout"/> has no effect.</value>
    /// <remarks>Configuration key: <c>{section}:KeepAliveInterval</c>.</remarks>
    public TimeSpan KeepAliveInterval { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Gets or sets the time without a message from the service after which the client drops the transport.</summary>
    /// <value>The default is 2 minutes. It must be longer than <see cref="KeepAliveInterval"/>; <see cref="TimeSpan.Zero"/> means no limit.</value>
    /// <remarks>Configuration key: <c>{section}:KeepAliveTimeout</c>.</remarks>
    public TimeSpan KeepAliveTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Gets or sets the maximum number of messages that wait to be sent. Further sends wait until there is space, with or without a connection.</summary>
    /// <value>The default is 256. The range is 1 to 1,048,576.</value>
    /// <remarks>On a new connection, the client rejoins its groups and repeats unacknowledged joins and leaves. These requests can exceed this number. Configuration key: <c>{section}:SendBufferCapacity</c>.</remarks>
    public int SendBufferCapacity { get; set; } = 256;

    /// <summary>Gets or sets the maximum number of bytes of messages that wait to be sent or acknowledged. Further sends wait until there is space.</summary>
    /// <value>The default is 16 MiB. The value must be at least 1 byte. The client sends a larger message alone.</value>
    /// <remarks>The fragments of a stream do not count: <see cref="GroupStreamOptions.BufferCapacity"/> limits them. Configuration key: <c>{section}:SendBufferByteCapacity</c>.</remarks>
    public long SendBufferByteCapacity { get; set; } = 16 * 1024 * 1024;

    /// <summary>
    /// Gets or sets the maximum number of received messages that wait to be handled. While more messages, or more than 16 MiB of messages, wait, the client does
    /// not read from its connection.
    /// </summary>
    /// <value>The default is 1,024. The range is 1 to 1,048,576.</value>
    /// <remarks>
    /// The client reads more while one of its requests waits for an answer or one of its streams is open, because the answer arrives after the messages. The limits
    /// are then eight times as high, and at least 1,000 messages higher. The service also keeps a limited number of messages, and ends the connection of a client
    /// that falls further behind.
    /// Configuration key: <c>{section}:ReceiveBufferCapacity</c>.
    /// </remarks>
    public int ReceiveBufferCapacity { get; set; } = 1024;

    /// <summary>Gets or sets a callback that configures each WebSocket before it connects, for example its proxy.</summary>
    /// <value>The default is <see langword="null"/>.</value>
    /// <remarks>Some settings are not available in a browser.</remarks>
    public Action<System.Net.WebSockets.ClientWebSocketOptions>? ConfigureWebSocket { get; set; }

    /// <summary>Gets or sets the factory of the client's logger, whose category is <c>WebPubSub.Client</c>.</summary>
    /// <value>The default is a factory that writes no log.</value>
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
                nameof(KeepAliveTimeout), KeepAliveTimeout, $"KeepAliveTimeout must be longer than KeepAliveInterval ({KeepAliveInterval}). Otherwise, the client drops every idle connection.");
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

    // RetryOptions has no public constructor. Azure.Core creates it only as a part of ClientOptions.
    private sealed class Defaults : ClientOptions;
}
