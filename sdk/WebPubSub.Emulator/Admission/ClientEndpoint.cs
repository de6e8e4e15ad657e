// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using WebPubSub.Emulator.Background;
using WebPubSub.Emulator.Connections;
using WebPubSub.Emulator.Hubs;

namespace WebPubSub.Emulator.Admission;

/// <summary>The endpoint for client connections. It rejects clients with an HTTP status before the upgrade; only a recovery is rejected after the upgrade.</summary>
/// <remarks>The order of the checks follows docs/protocols/client-protocols.md#14-handshake-decision-order.</remarks>
internal sealed class ClientEndpoint(
    HubRegistry hubs, ClientAuthenticator authenticator, ConnectHandshake connect, RecoveryHandshake recovery, ClientRejections rejections, EmulatorLifetime lifetime, ILogger logger)
{
    public async Task InvokeAsync(HttpContext http)
    {
        if (await AcceptAsync(http) is not var (connection, transport))
        {
            return;
        }

        using WebSocket socket = transport.Socket;
        try
        {
            await connection.ReceiveLoop.RunAsync(transport);
        }
#pragma warning disable CA1031 // one client's failure is logged and ends that client alone
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.ConnectionFailed(exception, connection.Id, connection.Hub);
        }
    }

    /// <summary>Rejects clients that connect to an unknown or unsupported path, with the reason. Passes all other requests to the next middleware.</summary>
    public async Task RejectUnknownPathAsync(HttpContext http, RequestDelegate next)
    {
        PathString path = http.Request.Path;
        if (http.GetEndpoint() is not null
            || !(http.WebSockets.IsWebSocketRequest || path.StartsWithSegments("/client") || path.StartsWithSegments("/clients") || path.StartsWithSegments("/server")))
        {
            await next(http);
            return;
        }

        string? unsupported = path.StartsWithSegments("/clients/mqtt") ? "The emulator does not support MQTT clients."
            : path.StartsWithSegments("/clients/socketio") ? "The emulator does not support Socket.IO clients."
            : path.StartsWithSegments("/server/tunnel") ? "The emulator does not support tunnels (awps-tunnel). It calls event handlers at their local address: set WebPubSub:Hubs:{hub}:EventHandlers:0:UrlTemplate."
            : null;
        int status = unsupported is null ? StatusCodes.Status404NotFound : StatusCodes.Status501NotImplemented;
        string hub = path.Value!.Split('/') is [.., "hubs", { Length: > 0 } name] && WebPubSubNames.IsValidHub(name) ? name : "";
        await rejections.RejectAsync(http, hub, status, unsupported ?? Explanation.WrongClientPath);
    }

    private async Task<(ClientConnection Connection, SocketTransport Transport)?> AcceptAsync(HttpContext http)
    {
        string hub = http.Request.RouteValues["hub"] as string ?? http.Request.Query["hub"].ToString();
        (int status, string fault) = lifetime.Closing.IsCancellationRequested ? (StatusCodes.Status503ServiceUnavailable, "The service is shutting down.")
            : !http.WebSockets.IsWebSocketRequest ? (StatusCodes.Status400BadRequest, "This address takes WebSocket connections only.")
            : !WebPubSubNames.IsValidHub(hub) ? (StatusCodes.Status400BadRequest, "The hub name is missing or invalid.")
            : default;
        if (fault is not null)
        {
            await rejections.RejectAsync(http, hub, status, fault);
            return null;
        }

        if (!string.IsNullOrEmpty(http.Request.Query["awps_connection_id"]))
        {
            return await recovery.RecoverAsync(http, hub);
        }

        return await authenticator.AuthenticateAsync(http, hub) is { } identity ? await connect.ConnectAsync(http, hubs.GetOrAdd(hub), identity) : null;
    }
}
