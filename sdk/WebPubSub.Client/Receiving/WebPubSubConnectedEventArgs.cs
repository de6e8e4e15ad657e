// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client;

/// <summary>There is a new connection, back in the groups of the one before.</summary>
/// <param name="connectionId">The connection.</param>
/// <param name="userId">Its user.</param>
/// <param name="isReconnected">Whether there was another before.</param>
/// <param name="cancellationToken">Cancelled when the client is disposed.</param>
public class WebPubSubConnectedEventArgs(string connectionId, string? userId, bool isReconnected = false, CancellationToken cancellationToken = default) : EventArgs
{
    /// <summary>Gets the id of the connection.</summary>
    public string ConnectionId { get; } = connectionId;

    /// <summary>Gets the user; <see langword="null"/> for an anonymous client.</summary>
    public string? UserId { get; } = userId;

    /// <summary>Gets whether there was another connection before: what was sent between the two is lost.</summary>
    public bool IsReconnected { get; } = isReconnected;

    /// <summary>Gets what is cancelled when the client is disposed.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;
}
