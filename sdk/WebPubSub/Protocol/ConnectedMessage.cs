// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Text;

namespace WebPubSub.Protocol;

/// <summary>From the service: the first message of a connection.</summary>
/// <param name="ConnectionId">The id of the connection.</param>
/// <param name="UserId">The user, or <see langword="null"/> for an anonymous client.</param>
/// <param name="ReconnectionToken">What recovers the connection; reliable subprotocols only.</param>
/// <remarks>Protocol reference: client protocols, section 6.1.</remarks>
public sealed record ConnectedMessage(string ConnectionId, string? UserId, string? ReconnectionToken = null) : WebPubSubMessage
{
    /// <inheritdoc/>
    /// <remarks>Without the token: whoever has it has the connection.</remarks>
    protected override bool PrintMembers(StringBuilder builder)
    {
        builder.Append(CultureInfo.InvariantCulture, $"ConnectionId = {ConnectionId}, UserId = {UserId}");
        return true;
    }
}
