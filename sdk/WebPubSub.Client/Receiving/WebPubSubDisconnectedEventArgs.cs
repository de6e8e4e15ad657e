// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;
using WebPubSub.Protocol;

namespace WebPubSub.Client;

/// <summary>Data for the <see cref="WebPubSubClient.Disconnected"/> event.</summary>
/// <param name="connectionId">The connection ID.</param>
/// <param name="disconnectedMessage">The last message of the service.</param>
/// <param name="reason">The reason as text.</param>
/// <param name="closeStatus">The close code.</param>
/// <param name="exception">The exception that ended the transport.</param>
/// <param name="cancellationToken">A token that is canceled when the client is disposed.</param>
public class WebPubSubDisconnectedEventArgs(
    string connectionId,
    DisconnectedMessage? disconnectedMessage,
    string reason,
    WebSocketCloseStatus? closeStatus = null,
    Exception? exception = null,
    CancellationToken cancellationToken = default) : EventArgs
{
    /// <summary>Gets the connection ID.</summary>
    public string ConnectionId { get; } = connectionId;

    /// <summary>Gets the last message of the service; <see langword="null"/> if the service did not send one.</summary>
    public DisconnectedMessage? DisconnectedMessage { get; } = disconnectedMessage;

    /// <summary>Gets the reason as text. The text states whether the client or the service closed the connection.</summary>
    public string Reason { get; } = reason;

    /// <summary>Gets the close code; <see langword="null"/> if the last transport was lost without a close.</summary>
    public WebSocketCloseStatus? CloseStatus { get; } = closeStatus;

    /// <summary>Gets the exception that ended the last transport, if there was one.</summary>
    public Exception? Exception { get; } = exception;

    /// <summary>Gets a token that is canceled when the client is disposed.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;
}
