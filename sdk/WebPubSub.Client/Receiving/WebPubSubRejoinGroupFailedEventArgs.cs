// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client;

/// <summary>Data for the <see cref="WebPubSubClient.RejoinGroupFailed"/> event.</summary>
/// <param name="group">The group.</param>
/// <param name="exception">The exception that describes why the client could not rejoin the group.</param>
/// <param name="cancellationToken">A token that is canceled when the client is disposed.</param>
public class WebPubSubRejoinGroupFailedEventArgs(string group, Exception exception, CancellationToken cancellationToken = default) : EventArgs
{
    /// <summary>Gets the group.</summary>
    public string Group { get; } = group;

    /// <summary>Gets the exception that describes why the client could not rejoin the group.</summary>
    public Exception Exception { get; } = exception;

    /// <summary>Gets a token that is canceled when the client is disposed.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;
}
