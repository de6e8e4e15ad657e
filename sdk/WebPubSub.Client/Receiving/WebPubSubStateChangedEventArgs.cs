// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;

namespace WebPubSub.Client;

/// <summary>Data for the <see cref="WebPubSubClient.StateChanged"/> event.</summary>
/// <param name="state">The new state.</param>
/// <param name="previousState">The previous state.</param>
/// <param name="reason">The reason as text.</param>
/// <param name="closeStatus">The close code of the transport.</param>
/// <param name="exception">The exception that ended the transport.</param>
/// <param name="cancellationToken">A token that is canceled when the client is disposed.</param>
public class WebPubSubStateChangedEventArgs(
    WebPubSubClientState state,
    WebPubSubClientState previousState,
    string reason,
    WebSocketCloseStatus? closeStatus = null,
    Exception? exception = null,
    CancellationToken cancellationToken = default) : EventArgs
{
    /// <summary>Gets the new state.</summary>
    /// <value>
    /// After a change from <see cref="WebPubSubClientState.Recovering"/> to <see cref="WebPubSubClientState.Connected"/>, the client has the same connection.
    /// </value>
    public WebPubSubClientState State { get; } = state;

    /// <summary>Gets the previous state.</summary>
    public WebPubSubClientState PreviousState { get; } = previousState;

    /// <summary>Gets the reason as text.</summary>
    public string Reason { get; } = reason;

    /// <summary>Gets the close code of the transport; <see langword="null"/> if the transport was lost without a close, or has not ended.</summary>
    public WebSocketCloseStatus? CloseStatus { get; } = closeStatus;

    /// <summary>Gets the exception that ended the transport, if there was one.</summary>
    public Exception? Exception { get; } = exception;

    /// <summary>Gets a token that is canceled when the client is disposed.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;
}
