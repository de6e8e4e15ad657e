// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Protocol;

/// <summary>A message from the service: the acknowledgement of a request that has an ack ID.</summary>
/// <remarks>See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-json-webpubsub-subprotocol">the subprotocol</see>.</remarks>
public sealed class AckMessage : WebPubSubMessage
{
    /// <summary>Creates a message.</summary>
    /// <param name="ackId">The ack ID of the request.</param>
    /// <param name="success">Whether the service executed the request. It is <see langword="false"/> for a <see cref="AckMessageError.Duplicate"/>.</param>
    /// <param name="error">The error, or <see langword="null"/> if the request succeeded.</param>
    public AckMessage(long ackId, bool success, AckMessageError? error)
    {
        AckId = ackId;
        Success = success;
        Error = error;
    }

    /// <summary>Gets the ack ID of the request.</summary>
    public long AckId { get; }

    /// <summary>Gets whether the service executed the request. It is <see langword="false"/> for a <see cref="AckMessageError.Duplicate"/>.</summary>
    public bool Success { get; }

    /// <summary>Gets the error, or <see langword="null"/> if the request succeeded.</summary>
    public AckMessageError? Error { get; }
}
