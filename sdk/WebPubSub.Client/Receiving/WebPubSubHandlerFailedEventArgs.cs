// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client;

/// <summary>Data for the <see cref="WebPubSubClient.HandlerFailed"/> event.</summary>
/// <param name="eventName">The name of the event whose handler threw.</param>
/// <param name="exception">The exception.</param>
/// <param name="cancellationToken">A token that is canceled when the client is disposed.</param>
public class WebPubSubHandlerFailedEventArgs(string eventName, Exception exception, CancellationToken cancellationToken = default) : EventArgs
{
    /// <summary>Gets the name of the event whose handler threw, such as <c>GroupMessageReceived</c>.</summary>
    public string EventName { get; } = eventName;

    /// <summary>Gets the exception that the handler threw.</summary>
    public Exception Exception { get; } = exception;

    /// <summary>Gets a token that is canceled when the client is disposed.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;
}
