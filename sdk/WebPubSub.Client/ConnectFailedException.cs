// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client;

/// <summary>The exception that is thrown when the client can't connect.</summary>
public class ConnectFailedException : Exception
{
    /// <summary>Initializes an exception.</summary>
    /// <param name="message">The message.</param>
    /// <param name="status">The HTTP status of the rejection.</param>
    /// <param name="innerException">The cause.</param>
    public ConnectFailedException(string message, int? status = null, Exception? innerException = null)
        : base(message, innerException) => Status = status;

    /// <summary>Gets the HTTP status with which the service rejected the connection.</summary>
    /// <value><see langword="null"/> if the service sent no such status, and always in a browser.</value>
    public int? Status { get; }
}
