// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;

namespace WebPubSub.Client;

/// <summary>A client does something else than before.</summary>
/// <param name="state">What it does now.</param>
/// <param name="previousState">What it did before.</param>
/// <param name="reason">Why, in words.</param>
/// <param name="closeStatus">The code that the service closed the transport with.</param>
/// <param name="exception">What cut the transport.</param>
/// <param name="cancellationToken">Cancelled when the client is disposed.</param>
public class WebPubSubStateChangedEventArgs(
    WebPubSubClientState state,
    WebPubSubClientState previousState,
    string reason,
    WebSocketCloseStatus? closeStatus = null,
    Exception? exception = null,
    CancellationToken cancellationToken = default) : EventArgs
{
    /// <summary>Gets what the client does now. From <see cref="WebPubSubClientState.Recovering"/> to <see cref="WebPubSubClientState.Connected"/> it is the same connection.</summary>
    public WebPubSubClientState State { get; } = state;

    /// <summary>Gets what it did before.</summary>
    public WebPubSubClientState PreviousState { get; } = previousState;

    /// <summary>Gets why, in words.</summary>
    public string Reason { get; } = reason;

    /// <summary>Gets the code that the service closed the transport with; <see langword="null"/> when it was cut, or is there.</summary>
    public WebSocketCloseStatus? CloseStatus { get; } = closeStatus;

    /// <summary>Gets what cut the transport.</summary>
    public Exception? Exception { get; } = exception;

    /// <summary>Gets what is cancelled when the client is disposed.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;
}
