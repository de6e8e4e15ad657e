// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Protocol;

namespace WebPubSub.Client;

/// <summary>A message of the application's server has come.</summary>
/// <param name="message">The message.</param>
/// <param name="cancellationToken">Cancelled when the client is disposed.</param>
public class WebPubSubServerMessageEventArgs(ServerDataMessage message, CancellationToken cancellationToken = default) : EventArgs
{
    /// <summary>Gets the message.</summary>
    public ServerDataMessage Message { get; } = message;

    /// <summary>Gets what is cancelled when the client is disposed.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;
}
