// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure.Core;

namespace WebPubSub;

/// <summary>How a message is sent to one connection.</summary>
/// <remarks>Protocol reference: REST API, sections 7.4 and 9.</remarks>
public class SendToConnectionOptions
{
    /// <summary>Gets or sets what the content is.</summary>
    /// <value>By default <c>text/plain</c> for a string and <c>application/octet-stream</c> for bytes; JSON methods ignore it.</value>
    public ContentType ContentType { get; set; }

    /// <summary>Gets or sets how long the service may hold the message for a client that does not take it.</summary>
    /// <value>0 to 300 seconds, counted in whole ones. The default is <see langword="null"/>: no limit.</value>
    public TimeSpan? MessageTimeToLive { get; set; }

    /// <summary>Gets pairs that travel with the message; clients of a subprotocol see them.</summary>
    /// <value>Keys: characters of an HTTP token, made lower case by the service. Values: ASCII without commas. Empty by default.</value>
    public IDictionary<string, string> Metadata { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
}
