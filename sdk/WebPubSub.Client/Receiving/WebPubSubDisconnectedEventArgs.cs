// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;
using WebPubSub.Protocol;

namespace WebPubSub.Client;

/// <summary>A connection has ended and cannot be recovered.</summary>
/// <param name="connectionId">The connection.</param>
/// <param name="disconnectedMessage">What the service said last.</param>
/// <param name="reason">Why, in words.</param>
/// <param name="closeStatus">The code that the service closed the transport with.</param>
/// <param name="exception">What cut the transport.</param>
/// <param name="cancellationToken">Cancelled when the client is disposed.</param>
public class WebPubSubDisconnectedEventArgs(
    string connectionId,
    DisconnectedMessage? disconnectedMessage,
    string reason,
    WebSocketCloseStatus? closeStatus = null,
    Exception? exception = null,
    CancellationToken cancellationToken = default) : EventArgs
{
    /// <summary>Gets the id of the connection.</summary>
    public string ConnectionId { get; } = connectionId;

    /// <summary>Gets what the service said last; <see langword="null"/> unless it closed the connection on purpose.</summary>
    public DisconnectedMessage? DisconnectedMessage { get; } = disconnectedMessage;

    /// <summary>Gets why its last transport ended, in words.</summary>
    public string Reason { get; } = reason;

    /// <summary>Gets the code that the service closed it with; <see langword="null"/> when it was cut.</summary>
    public WebSocketCloseStatus? CloseStatus { get; } = closeStatus;

    /// <summary>Gets what cut it.</summary>
    public Exception? Exception { get; } = exception;

    /// <summary>Gets what is cancelled when the client is disposed.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;
}
