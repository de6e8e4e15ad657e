// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>Options for sending a message to many users, groups or connections.</summary>
public class SendToManyOptions
{
    internal const int DefaultConcurrentRequests = 4;

    /// <summary>Gets or sets an OData filter that a connection must match as well to receive the message.</summary>
    /// <value>The default is <see langword="null"/>: every connection of the receivers matches. <see cref="ClientConnectionFilter"/> writes a filter safely.</value>
    public string? Filter { get; set; }

    /// <summary>Gets the IDs of the connections that do not receive the message.</summary>
    /// <value>Empty by default.</value>
    public IList<string> ExcludedConnections { get; } = [];

    /// <summary>Gets or sets how long the service may keep the message for a client that is slow or away.</summary>
    /// <value>0 to 300 seconds, rounded up to whole seconds. The default is <see langword="null"/>: no limit.</value>
    public TimeSpan? MessageTimeToLive { get; set; }

    /// <summary>Gets the key-value pairs that travel with the message. Clients of a subprotocol receive them.</summary>
    /// <value>Keys use the characters of an HTTP header name and arrive in lower case. Values are ASCII without commas. Empty by default.</value>
    public IDictionary<string, string> Metadata { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets or sets how many requests are in progress at once.</summary>
    /// <value>1 to 64. The default is 4.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1 or greater than 64.</exception>
    public int MaxConcurrentRequests
    {
        get;
        set => field = value is >= 1 and <= 64
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"{nameof(MaxConcurrentRequests)} must be 1 to 64.");
    } = DefaultConcurrentRequests;
}
