// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client;

/// <summary>Data for the <see cref="WebPubSubClient.Connected"/> event.</summary>
/// <param name="connectionId">The connection ID.</param>
/// <param name="userId">The user of the connection; <see langword="null"/> for an anonymous client.</param>
/// <param name="isReconnected">Whether the client had an earlier connection.</param>
/// <param name="cancellationToken">A token that is canceled when the client is disposed.</param>
public class WebPubSubConnectedEventArgs(string connectionId, string? userId, bool isReconnected = false, CancellationToken cancellationToken = default) : EventArgs
{
    /// <summary>Gets the connection ID.</summary>
    public string ConnectionId { get; } = connectionId;

    /// <summary>Gets the user; <see langword="null"/> for an anonymous client.</summary>
    public string? UserId { get; } = userId;

    /// <summary>Gets whether the client had an earlier connection. Messages that were sent to the client between the two connections are lost.</summary>
    public bool IsReconnected { get; } = isReconnected;

    /// <summary>Gets a token that is canceled when the client is disposed.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;
}
