// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>How a message is sent to the members of a group.</summary>
/// <remarks>Protocol reference: REST API, sections 7.5 and 9.</remarks>
public class SendToGroupOptions : SendToUserOptions
{
    /// <summary>Gets the connections that do not get the message.</summary>
    /// <value>Empty by default.</value>
    public IList<string> ExcludedConnections { get; } = [];
}
