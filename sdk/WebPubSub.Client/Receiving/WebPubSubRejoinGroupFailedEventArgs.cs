// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client;

/// <summary>A new connection could not join a group that the one before had joined.</summary>
/// <param name="group">The group.</param>
/// <param name="exception">Why not.</param>
/// <param name="cancellationToken">Cancelled when the client is disposed.</param>
public class WebPubSubRejoinGroupFailedEventArgs(string group, Exception exception, CancellationToken cancellationToken = default) : EventArgs
{
    /// <summary>Gets the group.</summary>
    public string Group { get; } = group;

    /// <summary>Gets why not.</summary>
    public Exception Exception { get; } = exception;

    /// <summary>Gets what is cancelled when the client is disposed.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;
}
