// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Protocol;

/// <summary>A message of the service: the result of a request that asked for an acknowledgement.</summary>
/// <remarks>See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-json-webpubsub-subprotocol">the subprotocol</see>.</remarks>
public sealed class AckMessage : WebPubSubMessage
{
    /// <summary>Creates a message.</summary>
    /// <param name="ackId">The ID of the request.</param>
    /// <param name="success">Whether the service carried out the request now. For a repeat it is <see langword="false"/>, with <see cref="AckMessageError.Duplicate"/>.</param>
    /// <param name="error">The error; <see langword="null"/> for a success.</param>
    public AckMessage(long ackId, bool success, AckMessageError? error)
    {
        AckId = ackId;
        Success = success;
        Error = error;
    }

    /// <summary>Gets the ID of the request.</summary>
    public long AckId { get; }

    /// <summary>Gets whether the service carried out the request now. For a repeat it is <see langword="false"/>, with <see cref="AckMessageError.Duplicate"/>.</summary>
    public bool Success { get; }

    /// <summary>Gets the error; <see langword="null"/> for a success.</summary>
    public AckMessageError? Error { get; }
}
