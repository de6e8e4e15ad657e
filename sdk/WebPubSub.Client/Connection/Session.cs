// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Protocol;

namespace WebPubSub.Client.Connection;

/// <summary>A connection as the service knows it, over one transport or several one after another.</summary>
/// <param name="uri">The address that it was made with.</param>
/// <param name="connected">What the service said first.</param>
internal sealed class Session(Uri uri, ConnectedMessage connected)
{
    public string ConnectionId => connected.ConnectionId;

    public string? UserId => connected.UserId;

    public SequenceTracker Sequence { get; } = new();

    /// <summary>Gets or sets what the service said last.</summary>
    public DisconnectedMessage? Disconnected { get; set; }

    /// <summary>Gets or sets what the service gave to come back with; it may give another.</summary>
    public string? ReconnectionToken { get; set; } = connected.ReconnectionToken;

    /// <summary>Gets where to come back to. Client protocols, section 11.3.</summary>
    public Uri RecoveryUri
    {
        get
        {
            string query = $"awps_connection_id={Uri.EscapeDataString(ConnectionId)}&awps_reconnection_token={Uri.EscapeDataString(ReconnectionToken ?? "")}";
            return new UriBuilder(uri) { Query = uri.Query.Length > 1 ? $"{uri.Query[1..]}&{query}" : query }.Uri;
        }
    }
}
