// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client;

/// <summary>Data for the <see cref="WebPubSubClient.Stopped"/> event.</summary>
/// <param name="reason">The reason as text.</param>
/// <param name="cancellationToken">A token that is canceled when the client is disposed.</param>
public class WebPubSubStoppedEventArgs(string reason, CancellationToken cancellationToken = default) : EventArgs
{
    /// <summary>Gets the reason as text.</summary>
    public string Reason { get; } = reason;

    /// <summary>Gets a token that is canceled when the client is disposed.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;
}
