// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Protocol;

namespace WebPubSub.Client;

/// <summary>Data for the <see cref="WebPubSubClient.GroupMessageReceived"/> event.</summary>
/// <param name="message">The message.</param>
/// <param name="cancellationToken">A token that is canceled when the client is disposed.</param>
public class WebPubSubGroupMessageEventArgs(GroupDataMessage message, CancellationToken cancellationToken = default) : EventArgs
{
    /// <summary>Gets the message.</summary>
    public GroupDataMessage Message { get; } = message;

    /// <summary>Gets a token that is canceled when the client is disposed.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;
}
