// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>Options for sending a message to many users, groups or connections.</summary>
public class SendToManyOptions
{
    internal const int DefaultConcurrentRequests = 4;

    /// <summary>Gets or sets an OData filter that a connection must also match to receive the message.</summary>
    /// <value>
    /// The default is <see langword="null"/>: every connection of the receivers matches. Use <see cref="ClientConnectionFilter"/> to create a filter safely.
    /// </value>
    public string? Filter { get; set; }

    /// <summary>Gets the IDs of the connections that do not receive the message.</summary>
    /// <value>The default is an empty list.</value>
    public IList<string> ExcludedConnections { get; } = [];

    /// <summary>Gets or sets how long the service may keep the message for a client that is slow or temporarily disconnected.</summary>
    /// <value>The default is <see langword="null"/>: no limit. The value must be 0 to 300 seconds and is rounded up to whole seconds.</value>
    public TimeSpan? MessageTimeToLive { get; set; }

    /// <summary>Gets the metadata of the message, as key-value pairs. Clients of a subprotocol receive it.</summary>
    /// <value>
    /// The default is an empty dictionary. Keys use the characters of an HTTP header name, and clients receive them in lower case. Values are
    /// ASCII without commas.
    /// </value>
    public IDictionary<string, string> Metadata { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets or sets the maximum number of requests in progress at the same time.</summary>
    /// <value>The default is 4. The value must be 1 to 64.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1 or greater than 64.</exception>
    public int MaxConcurrentRequests
    {
        get;
        set => field = value is >= 1 and <= 64
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"{nameof(MaxConcurrentRequests)} must be 1 to 64.");
    } = DefaultConcurrentRequests;
}
