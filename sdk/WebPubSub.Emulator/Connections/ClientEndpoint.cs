// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using WebPubSub.Emulator.Access;
using WebPubSub.Emulator.Messages;
using WebPubSub.Emulator.Permissions;
using WebPubSub.Emulator.Upstream;
using WebPubSub.Protocol;

namespace WebPubSub.Emulator.Connections;

/// <summary>Lets clients in: everything that can be refused is refused as plain HTTP, before the upgrade.</summary>
/// <remarks>Client protocol reference, section 1.4, whose order of checks this follows.</remarks>
internal sealed class ClientEndpoint(
    HubRegistry hubs,
    AccessTokenValidator tokens,
    UpstreamDispatcher upstream,
    ClientEvents events,
    TimeProvider time,
    ILogger logger,
    CancellationToken closing)
{
    public async Task InvokeAsync(HttpContext http)
    {
        string hubName = http.Request.RouteValues["hub"] as string ?? http.Request.Query["hub"].ToString();
        if (closing.IsCancellationRequested)
        {
            await RefuseAsync(http, hubName, StatusCodes.Status503ServiceUnavailable, "The service is shutting down.");
            return;
        }

        if (!http.WebSockets.IsWebSocketRequest)
        {
            await RefuseAsync(http, hubName, StatusCodes.Status400BadRequest, "This address takes WebSocket connections only.");
            return;
        }

        if (!WebPubSubNames.IsValidHub(hubName))
        {
            await RefuseAsync(http, hubName, StatusCodes.Status400BadRequest, "The hub name is missing or invalid.");
            return;
        }

        if (!string.IsNullOrEmpty(http.Request.Query["awps_connection_id"]))
        {
            await RefuseRecoveryAsync(http);
            return;
        }

        if (await AuthenticateAsync(http, hubName) is not { } identity)
        {
            return;
        }

        await ConnectAsync(http, hubs.GetOrAdd(hubName), identity);
    }

    // Only a WebSocket close makes the official clients give up recovering. Section 11.4.
    private static async Task RefuseRecoveryAsync(HttpContext http)
    {
        using WebSocket socket = await http.WebSockets.AcceptWebSocketAsync(http.WebSockets.WebSocketRequestedProtocols.FirstOrDefault());
        await socket.CloseOutputAsync(
            WebSocketCloseStatus.PolicyViolation, "The connection could not be recovered.", http.RequestAborted);
    }

    private async Task<ClientIdentity?> AuthenticateAsync(HttpContext http, string hubName)
    {
        string? token = http.Request.Query["access_token"];
        token = string.IsNullOrEmpty(token) ? AccessTokenValidator.FromHeader(http.Request) : token;
        if (string.IsNullOrEmpty(token))
        {
            Refuse(http, hubName, StatusCodes.Status401Unauthorized, "there is no access token.");
            return null;
        }

        (Microsoft.IdentityModel.JsonWebTokens.JsonWebToken? valid, string? refusal) =
            await tokens.ValidateAsync(token, http.Request, (audience, authorities, _) =>
                AudienceRule.MatchesClient(audience, authorities, $"/client/hubs/{hubName}")); // also when the hub is in the query
        if (valid is null)
        {
            Refuse(http, hubName, StatusCodes.Status401Unauthorized, refusal + ".");
            return null;
        }

        ClientIdentity identity = ClientIdentity.Read(valid);
        if (!identity.Groups.All(WebPubSubNames.IsValidGroup))
        {
            await RefuseAsync(http, hubName, StatusCodes.Status400BadRequest, "The token has an invalid group name.");
            return null;
        }

        return identity;
    }

    private async Task ConnectAsync(HttpContext http, EmulatorHub hub, ClientIdentity identity)
    {
        (RawMode? rawMode, string? error) = RawMode.Read(http.Request.Query);
        if (rawMode is null)
        {
            await RefuseAsync(http, hub.Name, StatusCodes.Status400BadRequest, error!);
            return;
        }

        IList<string> offered = http.WebSockets.WebSocketRequestedProtocols;
        if (Subprotocols.Choose(offered) is null && Subprotocols.FindNotYetSpoken(offered) is { } notYetSpoken)
        {
            await RefuseAsync(
                http, hub.Name, StatusCodes.Status400BadRequest, $"The emulator does not speak {notYetSpoken} yet; use {JsonProtocol.Name}.");
            return;
        }

        string connectionId = Guid.NewGuid().ToString("N");
        UpstreamReply? reply = await AskHandlerAsync(http, hub, identity, connectionId);
        ConnectReply? accepted = reply is null ? ConnectReply.Unchanged : reply.IsSuccess ? ConnectReply.Read(reply.Body.Span) : null;
        if (accepted is null)
        {
            int status = reply is { IsSuccess: false, Status: > 299 } ? reply.Status : StatusCodes.Status500InternalServerError;
            Refuse(http, hub.Name, status, "the event handler refused it, could not be asked, or answered what cannot be used.");
            return;
        }

        string? subprotocol = accepted.Subprotocol ?? Subprotocols.Choose(offered);
        var connection = new ClientConnection(
            connectionId,
            hub.Name,
            accepted.UserId ?? identity.UserId,
            subprotocol,
            new GroupPermissions(accepted.Roles ?? identity.Roles),
            time,
            logger)
        {
            State = reply?.ConnectionState,
        };
        connection.Protocol = Subprotocols.IsJson(subprotocol)
            ? new JsonProtocol(connection, hub, events, logger)
            : new RawProtocol(connection, hub, events, rawMode, logger);
        await RunAsync(http, hub, connection, accepted.Groups is { Length: > 0 } groups ? groups : identity.Groups);
    }

    private async Task RunAsync(HttpContext http, EmulatorHub hub, ClientConnection connection, IEnumerable<string> groups)
    {
        using WebSocket socket = await http.WebSockets.AcceptWebSocketAsync(connection.Subprotocol);
        connection.Send(new Delivery(new ConnectedMessage(connection.Id, connection.UserId))); // before anyone else can send to it
        connection.Closing = () => hub.Remove(connection); // gone at once, however long the client takes to answer the close
        hub.Add(connection, groups);
        if (closing.IsCancellationRequested)
        {
            connection.Close(CloseRequest.ShuttingDown); // it came in after the others were closed
        }

        logger.Connected(connection.Id, hub.Name, connection.Subprotocol ?? "no subprotocol");
        events.RaiseConnected(connection);
        foreach (string group in groups.Distinct(StringComparer.Ordinal))
        {
            events.RaiseGroupChanged(connection, group, "joined");
        }

        try
        {
            await connection.RunAsync(socket, http.RequestAborted);
        }
#pragma warning disable CA1031 // one client's failure is logged and ends that client alone
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.ConnectionFailed(exception, connection.Id, hub.Name);
        }
        finally
        {
            hub.Remove(connection);
            logger.Disconnected(connection.Id, hub.Name, connection.EndReason.Length > 0 ? connection.EndReason : "by the client.");
            events.RaiseDisconnected(connection, connection.EndReason);
        }
    }

    private Task<UpstreamReply?> AskHandlerAsync(HttpContext http, EmulatorHub hub, ClientIdentity identity, string connectionId)
    {
        HttpRequest request = http.Request;
        var body = new ConnectBody(
            identity.Claims,
            request.Query.Where(pair => !pair.Key.Equals("access_token", StringComparison.OrdinalIgnoreCase)).ToDictionary(pair => pair.Key, pair => pair.Value.ToArray()!)!,
            request.Headers.Where(IsForHandler).ToDictionary(pair => pair.Key, pair => pair.Value.ToArray()!)!,
            [.. http.WebSockets.WebSocketRequestedProtocols],
            []);
        var connect = new UpstreamEvent(
            WebPubSubEventType.System,
            "connect",
            Id: 0,
            hub.Name,
            connectionId,
            identity.UserId,
            Subprotocol: null,
            ConnectionState: null,
            UpstreamEvent.Json,
            JsonSerializer.SerializeToUtf8Bytes(body, UpstreamJsonContext.Default.ConnectBody));
        return upstream.SendAsync(connect, http.RequestAborted);
    }

    private static bool IsForHandler(KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues> header) =>
        !header.Key.Equals("Authorization", StringComparison.OrdinalIgnoreCase)
        && !header.Key.StartsWith("X-ASRS-Internal-", StringComparison.OrdinalIgnoreCase);

    private void Refuse(HttpContext http, string hubName, int status, string reason)
    {
        logger.ClientRefused(hubName, status, reason);
        http.Response.StatusCode = status;
    }

    private async Task RefuseAsync(HttpContext http, string hubName, int status, string reason)
    {
        Refuse(http, hubName, status, reason);
        http.Response.ContentType = "text/plain; charset=utf-8";
        await http.Response.WriteAsync(reason, http.RequestAborted);
    }
}
