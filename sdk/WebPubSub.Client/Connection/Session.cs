// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Protocol;

namespace WebPubSub.Client.Connection;

/// <summary>One connection to the service. It uses one or more transports, one after another.</summary>
/// <param name="uri">The client access URI of the connection.</param>
/// <param name="connected">The first message of the service.</param>
internal sealed class Session(Uri uri, ConnectedMessage connected)
{
    public string ConnectionId => connected.ConnectionId;

    public string? UserId => connected.UserId;

    /// <summary>Gets whether the connection can be recovered after its transport is lost.</summary>
    public bool IsRecoverable => ReconnectionToken is not null;

    public SequenceTracker Sequence { get; } = new();

    /// <summary>Gets the last message of the service before it ended the connection, if it sent one.</summary>
    public DisconnectedMessage? Disconnected { get; private set; }

    /// <summary>Gets the URI that recovers the connection.</summary>
    /// <remarks>See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/howto-develop-reliable-clients">Create reliable WebSocket clients</see>.</remarks>
    public Uri RecoveryUri
    {
        get
        {
            string query = $"awps_connection_id={Uri.EscapeDataString(ConnectionId)}&awps_reconnection_token={Uri.EscapeDataString(ReconnectionToken ?? "")}";
            return new UriBuilder(uri) { Query = uri.Query.Length > 1 ? $"{uri.Query[1..]}&{query}" : query }.Uri;
        }
    }

    private string? ReconnectionToken { get; set; } = connected.ReconnectionToken;

    /// <summary>Stores the reconnection token that the service sends after a recovery. Keeps the old token if the message has none.</summary>
    public void Update(ConnectedMessage message) => ReconnectionToken = message.ReconnectionToken ?? ReconnectionToken;

    public void Update(DisconnectedMessage message) => Disconnected = message;
}
