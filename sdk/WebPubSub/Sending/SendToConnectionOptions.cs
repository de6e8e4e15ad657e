// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>Options for sending a message to one connection.</summary>
/// <remarks>See <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/send-to-connection">the REST operation</see>.</remarks>
public class SendToConnectionOptions
{
    /// <summary>Gets or sets how long the service may keep the message for a client that is slow or away.</summary>
    /// <value>0 to 300 seconds, rounded up to whole seconds. The default is <see langword="null"/>: no limit.</value>
    public TimeSpan? MessageTimeToLive { get; set; }

    /// <summary>Gets the key-value pairs that travel with the message. Clients of a subprotocol receive them.</summary>
    /// <value>Keys use the characters of an HTTP header name and arrive in lower case. Values are ASCII without commas. Empty by default.</value>
    public IDictionary<string, string> Metadata { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
}
