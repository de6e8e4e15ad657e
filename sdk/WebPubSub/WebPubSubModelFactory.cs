// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure;

namespace WebPubSub;

/// <summary>A factory for the models that a fake service client returns.</summary>
public static class WebPubSubModelFactory
{
    /// <summary>Creates a member of a group.</summary>
    /// <param name="connectionId">The connection ID.</param>
    /// <param name="userId">The user ID, or <see langword="null"/> for an anonymous client.</param>
    /// <returns>The member.</returns>
    public static WebPubSubGroupMember WebPubSubGroupMember(string connectionId, string? userId = null) => new(connectionId) { UserId = userId };

    /// <summary>Creates a client access.</summary>
    /// <param name="baseUri">The WebSocket address without the token.</param>
    /// <param name="token">The token.</param>
    /// <param name="expiresOn">The time at which the token expires.</param>
    /// <returns>The client access.</returns>
    public static ClientAccess ClientAccess(Uri baseUri, string token, DateTimeOffset expiresOn)
    {
        ArgumentNullException.ThrowIfNull(baseUri);
        return new ClientAccess(baseUri.AbsoluteUri, token, expiresOn);
    }

    /// <summary>Creates a listing with one page.</summary>
    /// <param name="response">The response that contained the page.</param>
    /// <param name="members">The members.</param>
    /// <returns>The listing.</returns>
    public static AsyncPageable<WebPubSubGroupMember> GroupMembers(Response response, params IReadOnlyList<WebPubSubGroupMember> members) =>
        AsyncPageable<WebPubSubGroupMember>.FromPages([Page<WebPubSubGroupMember>.FromValues(members, null, response)]);
}
