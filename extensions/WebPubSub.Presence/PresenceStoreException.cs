// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Presence;

/// <summary>The exception that is thrown when the store of presence cannot be reached, or rejects a request.</summary>
/// <remarks>The hub still handles its events. When the store is back, presence corrects itself.</remarks>
public class PresenceStoreException : Exception
{
    /// <summary>Creates the exception.</summary>
    public PresenceStoreException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The message.</param>
    public PresenceStoreException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">The failure of the store.</param>
    public PresenceStoreException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
