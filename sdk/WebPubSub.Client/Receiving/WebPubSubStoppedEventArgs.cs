// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client;

/// <summary>A client has stopped: it was told to, or has given up.</summary>
/// <param name="reason">Why, in words.</param>
/// <param name="cancellationToken">Cancelled when the client is disposed.</param>
public class WebPubSubStoppedEventArgs(string reason, CancellationToken cancellationToken = default) : EventArgs
{
    /// <summary>Gets why, in words.</summary>
    public string Reason { get; } = reason;

    /// <summary>Gets what is cancelled when the client is disposed.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;
}
