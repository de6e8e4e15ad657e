// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>How a message is sent to the connections of a user.</summary>
/// <remarks>Protocol reference: REST API, sections 7.3 and 9.</remarks>
public class SendToUserOptions : SendToConnectionOptions
{
    /// <summary>Gets or sets an OData expression that a connection must match to get the message.</summary>
    /// <value>The default is <see langword="null"/>: every connection matches. <see cref="ClientConnectionFilter"/> writes one safely.</value>
    public string? Filter { get; set; }
}
