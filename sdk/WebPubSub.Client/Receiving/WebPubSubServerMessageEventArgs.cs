// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Protocol;

namespace WebPubSub.Client;

/// <summary>Data for the <see cref="WebPubSubClient.ServerMessageReceived"/> event.</summary>
/// <param name="message">The message.</param>
/// <param name="cancellationToken">A token that is canceled when the client is disposed.</param>
public class WebPubSubServerMessageEventArgs(ServerDataMessage message, CancellationToken cancellationToken = default) : EventArgs
{
    /// <summary>Gets the message.</summary>
    public ServerDataMessage Message { get; } = message;

    /// <summary>Gets a token that is canceled when the client is disposed.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;
}
