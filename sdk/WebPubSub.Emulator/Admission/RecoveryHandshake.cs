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

/// <summary>Lets a reliable client go on with its connection. Client protocol reference, section 11.</summary>
internal sealed class RecoveryHandshake(
    HubRegistry hubs, ReconnectionTokens reconnectionTokens, FaultLists faults, SocketUpgrade upgrade, ConnectionEnvironment environment)
{
    /// <returns>The connection; <see langword="null"/> if the client cannot go on with it.</returns>
    /// <remarks>A refusal is a close and no HTTP status: only that makes the official clients give up recovering. Section 11.4.</remarks>
    public async Task<(ClientConnection Connection, SocketTransport Transport)?> RecoverAsync(HttpContext http, string hub)
    {
        (ClientConnection? connection, string? refusal) = await FindRecoverableAsync(http.Request, hub);
        WebSocket socket = await upgrade.AcceptAsync(http, hub, connection?.Subprotocol ?? http.WebSockets.WebSocketRequestedProtocols.FirstOrDefault());
        if (connection is not null)
        {
            var transport = new SocketTransport(http, connection.Identity, connection.Codec, environment);
            RecoveryOutcome outcome = await connection.Link.RecoverAsync(transport, socket, Greet(connection));
            refusal = "The connection has ended.";
            if (outcome != RecoveryOutcome.Refused)
            {
                environment.Logger.Recovered(connection.Id, hub, outcome.ToString());
                return outcome == RecoveryOutcome.Recovered ? (connection, transport) : null;
            }
        }

        await RefuseAsync(http, hub, connection, socket, refusal!);
        return null;
    }

    private async Task RefuseAsync(HttpContext http, string hub, ClientConnection? connection, WebSocket socket, string refusal)
    {
        const int Status = (int)WebSocketCloseStatus.PolicyViolation;
        environment.Logger.ClientRefused(hub, Status, refusal);
        environment.Observer.Add(new EmulatorConnectionEvent(
            EmulatorConnectionEventKind.RecoveryRejected, hub.ToLowerInvariant(), http.Request.Query["awps_connection_id"], connection?.UserId, connection?.Subprotocol)
        {
            Status = Status,
            IsFailure = true,
            Reason = refusal,
        });
        using (socket)
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.PolicyViolation, "The connection could not be recovered.", http.RequestAborted);
        }
    }

    // Sent only to those who wait for it: other clients need not expect it a second time. Section 11.5.
    private Delivery? Greet(ClientConnection connection) => connection.HasOpenStreams
        ? new Delivery(new ConnectedMessage(connection.UserId, connection.Id, reconnectionTokens.Create(connection.Id)))
        : null;

    private async Task<(ClientConnection? Connection, string? Refusal)> FindRecoverableAsync(HttpRequest request, string hubName)
    {
        string connectionId = request.Query["awps_connection_id"].ToString();
        string token = request.Query["awps_reconnection_token"].ToString();
        EmulatorHub? hub = hubs.Find(hubName);
        if (hub?.Find(connectionId) is not { Link.IsReliable: true } connection)
        {
            return (null, "There is no such connection any more.");
        }

        return !await reconnectionTokens.IsValidAsync(token, connectionId) ? (null, "The reconnection token is not that of the connection.")
            : faults.Recoveries.Take(hub.Inspect(connection)) is not null ? (null, "A fault happened to it on purpose.")
            : (connection, null);
    }
}
