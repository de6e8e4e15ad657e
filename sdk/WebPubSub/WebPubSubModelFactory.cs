// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure;

namespace WebPubSub;

/// <summary>Makes what a faked service client returns, for tests of applications.</summary>
public static class WebPubSubModelFactory
{
    /// <summary>Makes a member of a group.</summary>
    /// <param name="connectionId">The connection.</param>
    /// <param name="userId">Its user, or <see langword="null"/> for an anonymous one.</param>
    /// <returns>The member.</returns>
    public static WebPubSubGroupMember WebPubSubGroupMember(string connectionId, string? userId = null) => new(connectionId) { UserId = userId };

    /// <summary>Makes what a client needs to connect.</summary>
    /// <param name="baseUri">The WebSocket address without the token.</param>
    /// <param name="token">The token.</param>
    /// <param name="expiresOn">When the token stops being good for connecting.</param>
    /// <returns>The access.</returns>
    public static ClientAccess ClientAccess(Uri baseUri, string token, DateTimeOffset expiresOn)
    {
        ArgumentNullException.ThrowIfNull(baseUri);
        return new ClientAccess(baseUri.AbsoluteUri, token, expiresOn);
    }

    /// <summary>Makes a listing of one page.</summary>
    /// <param name="response">The answer that the page came with.</param>
    /// <param name="members">The members.</param>
    /// <returns>The listing.</returns>
    public static AsyncPageable<WebPubSubGroupMember> GroupMembers(Response response, params IReadOnlyList<WebPubSubGroupMember> members) =>
        AsyncPageable<WebPubSubGroupMember>.FromPages([Page<WebPubSubGroupMember>.FromValues(members, null, response)]);
}
