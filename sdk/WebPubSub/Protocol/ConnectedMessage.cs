// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Protocol;

/// <summary>A message from the service: the first message of a connection.</summary>
/// <remarks>See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-json-reliable-webpubsub-subprotocol">the subprotocol</see>.</remarks>
public sealed class ConnectedMessage : WebPubSubMessage
{
    /// <summary>Creates a message.</summary>
    /// <param name="userId">The user ID, or <see langword="null"/> for an anonymous client.</param>
    /// <param name="connectionId">The ID of the connection.</param>
    /// <param name="reconnectionToken">
    /// The token that recovers the connection. Reliable subprotocols only. Keep it secret: any client can use it to take over the connection.
    /// </param>
    public ConnectedMessage(string? userId, string connectionId, string? reconnectionToken)
    {
        UserId = userId;
        ConnectionId = connectionId;
        ReconnectionToken = reconnectionToken;
    }

    /// <summary>Gets the user ID, or <see langword="null"/> for an anonymous client.</summary>
    public string? UserId { get; }

    /// <summary>Gets the ID of the connection.</summary>
    public string ConnectionId { get; }

    /// <summary>Gets the token that recovers the connection. Reliable subprotocols only.</summary>
    /// <remarks>Keep the token secret: any client can use it to take over the connection.</remarks>
    public string? ReconnectionToken { get; }
}
