// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client;

/// <summary>A connection could not be made.</summary>
public class ConnectFailedException : Exception
{
    /// <summary>Initializes an exception.</summary>
    /// <param name="message">What went wrong, and what to do.</param>
    /// <param name="status">The HTTP status that refused it.</param>
    /// <param name="innerException">The cause.</param>
    public ConnectFailedException(string message, int? status = null, Exception? innerException = null)
        : base(message, innerException) => Status = status;

    /// <summary>Gets the HTTP status that refused it; <see langword="null"/> when there was no answer, and in a browser.</summary>
    public int? Status { get; }
}
