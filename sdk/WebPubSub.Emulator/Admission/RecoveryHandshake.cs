// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using WebPubSub.Emulator.Access;
using WebPubSub.Emulator.Connections;
using WebPubSub.Emulator.Faults;
using WebPubSub.Emulator.Hubs;
using WebPubSub.Emulator.Messages;
using WebPubSub.Protocol;

namespace WebPubSub.Emulator.Admission;

/// <summary>Recovers the connection of a reliable client. See docs/protocols/client-protocols.md#11-reliable-protocols.</summary>
internal sealed class RecoveryHandshake(
    HubRegistry hubs, ReconnectionTokens reconnectionTokens, FaultLists faults, SocketUpgrade upgrade, ConnectionEnvironment environment)
{
    /// <returns>The connection and its new transport; <see langword="null"/> if the recovery was rejected or failed.</returns>
    /// <remarks>A rejection is a WebSocket close, not an HTTP status: only a close makes the official clients stop their recovery attempts. See docs/protocols/client-protocols.md#114-recovery-outcomes.</remarks>
    public async Task<(ClientConnection Connection, SocketTransport Transport)?> RecoverAsync(HttpContext http, string hub)
    {
        (ClientConnection? connection, string? rejection) = await FindRecoverableAsync(http.Request, hub);
        WebSocket socket = await upgrade.AcceptAsync(http, hub, connection?.Subprotocol ?? http.WebSockets.WebSocketRequestedProtocols.FirstOrDefault());
        if (connection is not null)
        {
            var transport = new SocketTransport(http, connection.Identity, connection.Codec, environment);
            RecoveryOutcome outcome = await connection.Link.RecoverAsync(transport, socket, CreateConnectedMessage(connection));
            rejection = "The connection has ended.";
            if (outcome != RecoveryOutcome.Rejected)
            {
                environment.Logger.Recovered(connection.Id, hub, outcome.ToString());
                return outcome == RecoveryOutcome.Recovered ? (connection, transport) : null;
            }
        }

        await RejectAsync(http, hub, connection, socket, rejection!);
        return null;
    }

    private async Task RejectAsync(HttpContext http, string hub, ClientConnection? connection, WebSocket socket, string rejection)
    {
        const int Status = (int)WebSocketCloseStatus.PolicyViolation;
        environment.Logger.ClientRefused(hub, Status, rejection);
        environment.Observer.Add(new EmulatorConnectionEvent(
            EmulatorConnectionEventKind.RecoveryRejected, hub.ToLowerInvariant(), http.Request.Query["awps_connection_id"], connection?.UserId, connection?.Subprotocol)
        {
            Status = Status,
            IsFailure = true,
            Reason = rejection,
        });
        using (socket)
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.PolicyViolation, "The connection could not be recovered.", http.RequestAborted);
        }
    }

    // Only clients with open streams wait for a second connected message. Other clients do not expect it. See docs/protocols/client-protocols.md#115-messages-after-a-recovery.
    private Delivery? CreateConnectedMessage(ClientConnection connection) => connection.HasOpenStreams
        ? new Delivery(new ConnectedMessage(connection.UserId, connection.Id, reconnectionTokens.Create(connection.Id)))
        : null;

    private async Task<(ClientConnection? Connection, string? Rejection)> FindRecoverableAsync(HttpRequest request, string hubName)
    {
        string connectionId = request.Query["awps_connection_id"].ToString();
        string token = request.Query["awps_reconnection_token"].ToString();
        EmulatorHub? hub = hubs.Find(hubName);
        if (hub?.Find(connectionId) is not { Link.IsReliable: true } connection)
        {
            return (null, "The connection does not exist or is not reliable.");
        }

        return !await reconnectionTokens.IsValidAsync(token, connectionId) ? (null, "The reconnection token is invalid, or belongs to another connection.")
            : faults.Recoveries.Take(hub.Inspect(connection)) is not null ? (null, "The test injected a fault.")
            : (connection, null);
    }
}
