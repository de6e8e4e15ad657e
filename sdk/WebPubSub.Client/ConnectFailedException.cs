// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client;

/// <summary>The exception that is thrown when a connection can't be made.</summary>
public class ConnectFailedException : Exception
{
    /// <summary>Initializes an exception.</summary>
    /// <param name="message">The message.</param>
    /// <param name="status">The HTTP status of the rejection.</param>
    /// <param name="innerException">The cause.</param>
    public ConnectFailedException(string message, int? status = null, Exception? innerException = null)
        : base(message, innerException) => Status = status;

    /// <summary>Gets the HTTP status of the rejection; <see langword="null"/> if there was no answer, and in a browser.</summary>
    public int? Status { get; }
}
