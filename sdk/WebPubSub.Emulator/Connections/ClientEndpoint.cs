// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.JsonWebTokens;
using WebPubSub.Emulator.Access;
using WebPubSub.Emulator.Configuration;
using WebPubSub.Emulator.Messages;
using WebPubSub.Emulator.Permissions;
using WebPubSub.Emulator.Protocols;
using WebPubSub.Emulator.Upstream;
using WebPubSub.Protocol;

namespace WebPubSub.Emulator.Connections;

/// <summary>Lets clients in: everything that can be refused is refused as plain HTTP, before the upgrade.</summary>
/// <remarks>Client protocol reference, section 1.4, whose order of checks this follows.</remarks>
internal sealed class ClientEndpoint(
    HubRegistry hubs,
    HubSettings settings,
    AccessTokenValidator tokens,
    ReconnectionTokens reconnectionTokens,
    ClientProtocols protocols,
    UpstreamDispatcher upstream,
    ClientEvents events,
    EmulatorTrace trace,
    EmulatorFaults faults,
    EmulatorLimits limits,
    TimeProvider time,
    ILogger logger,
    CancellationToken closing)
{
    // Nothing is read from a client while an event of it is handled, for up to 100 s: a shorter timeout would take it for dead.
    private static readonly TimeSpan KeepAliveTimeout = TimeSpan.FromSeconds(120);
    private static readonly WebPubSubEmulatorHubOptions NothingSet = new();

    public async Task InvokeAsync(HttpContext http)
    {
        if (await LetInAsync(http) is not var (connection, transport))
        {
            return;
        }

        using WebSocket socket = transport.Socket;
        try
        {
            await connection.RunAsync(transport);
        }
#pragma warning disable CA1031 // one client's failure is logged and ends that client alone
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.ConnectionFailed(exception, connection.Id, connection.Hub);
        }
    }

    /// <summary>Says why to a client that asks for a path where no client is let in; anything else goes on.</summary>
    public async Task RefuseUnknownPathAsync(HttpContext http, RequestDelegate next)
    {
        PathString path = http.Request.Path;
        if (http.GetEndpoint() is not null || !(http.WebSockets.IsWebSocketRequest || path.StartsWithSegments("/client") || path.StartsWithSegments("/clients")))
        {
            await next(http);
            return;
        }

        string kind = path.StartsWithSegments("/clients/mqtt") ? "The emulator does not speak MQTT. "
            : path.StartsWithSegments("/clients/socketio") ? "The emulator does not speak Socket.IO. "
            : "";
        string hub = path.Value!.Split('/') is [.., "hubs", { Length: > 0 } name] && WebPubSubNames.IsValidHub(name) ? name : "";
        await RefuseAsync(http, hub, StatusCodes.Status404NotFound, kind + "Clients connect to /client/hubs/{hub}.");
    }

    private async Task<(ClientConnection Connection, SocketTransport Transport)?> LetInAsync(HttpContext http)
    {
        string hubName = http.Request.RouteValues["hub"] as string ?? http.Request.Query["hub"].ToString();
        if (closing.IsCancellationRequested)
        {
            await RefuseAsync(http, hubName, StatusCodes.Status503ServiceUnavailable, "The service is shutting down.");
            return null;
        }

        if (!http.WebSockets.IsWebSocketRequest)
        {
            await RefuseAsync(http, hubName, StatusCodes.Status400BadRequest, "This address takes WebSocket connections only.");
            return null;
        }

        if (!WebPubSubNames.IsValidHub(hubName))
        {
            await RefuseAsync(http, hubName, StatusCodes.Status400BadRequest, "The hub name is missing or invalid.");
            return null;
        }

        if (!string.IsNullOrEmpty(http.Request.Query["awps_connection_id"]))
        {
            return await RecoverAsync(http, hubName);
        }

        return await AuthenticateAsync(http, hubName) is { } identity ? await ConnectAsync(http, hubs.GetOrAdd(hubName), identity) : null;
    }

    // A refusal is a close and no HTTP status: only that makes the official clients give up recovering. Section 11.4.
    private async Task<(ClientConnection Connection, SocketTransport Transport)?> RecoverAsync(HttpContext http, string hubName)
    {
        (ClientConnection? connection, string? refusal) = await FindRecoverableAsync(http.Request, hubName);
        WebSocket socket = await UpgradeAsync(http, hubName, connection?.Subprotocol ?? http.WebSockets.WebSocketRequestedProtocols.FirstOrDefault());
        if (connection is not null)
        {
            var transport = new SocketTransport(http, connection, time, logger);
            RecoveryOutcome outcome = await connection.RecoverAsync(transport, socket, Greet(connection));
            refusal = "The connection has ended.";
            if (outcome != RecoveryOutcome.Refused)
            {
                logger.Recovered(connection.Id, hubName, outcome);
                return outcome == RecoveryOutcome.Recovered ? (connection, transport) : null;
            }
        }

        const int Status = (int)WebSocketCloseStatus.PolicyViolation;
        logger.ClientRefused(hubName, Status, refusal!);
        trace.Add(new EmulatorConnectionEvent(
            EmulatorConnectionEventKind.RecoveryRejected, hubName.ToLowerInvariant(), http.Request.Query["awps_connection_id"], connection?.UserId, connection?.Subprotocol)
        {
            Status = Status,
            IsFailure = true,
            Reason = refusal,
        });
        using (socket)
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.PolicyViolation, "The connection could not be recovered.", http.RequestAborted);
        }

        return null;
    }

    // Sent only to those who wait for it: other clients need not expect it a second time. Section 11.5.
    private Delivery? Greet(ClientConnection connection) => connection.Protocol.HasOpenStreams
        ? new Delivery(new ConnectedMessage(connection.UserId, connection.Id, reconnectionTokens.Create(connection.Id)))
        : null;

    private async Task<(ClientConnection? Connection, string? Refusal)> FindRecoverableAsync(HttpRequest request, string hubName)
    {
        string connectionId = request.Query["awps_connection_id"].ToString();
        string token = request.Query["awps_reconnection_token"].ToString();
        EmulatorHub? hub = hubs.Find(hubName);
        if (hub?.Find(connectionId) is not { IsReliable: true } connection)
        {
            return (null, "There is no such connection any more.");
        }

        return !await reconnectionTokens.IsValidAsync(token, connectionId) ? (null, "The reconnection token is not that of the connection.")
            : faults.Recoveries.Take(hub.Inspect(connection)) is not null ? (null, "A fault happened to it on purpose.")
            : (connection, null);
    }

    private async Task<ClientIdentity?> AuthenticateAsync(HttpContext http, string hubName)
    {
        string? token = http.Request.Query["access_token"];
        token = string.IsNullOrEmpty(token) ? AccessTokenValidator.FromHeader(http.Request) : token;
        if (faults.Tokens.Take(hubName) is not null)
        {
            Refuse(http, hubName, StatusCodes.Status401Unauthorized, "The access token is taken for expired, by a fault on purpose.");
            return null;
        }

        if (string.IsNullOrEmpty(token))
        {
            if (settings.Find(hubName)?.AllowAnonymous == true)
            {
                return ClientIdentity.Anonymous;
            }

            Refuse(http, hubName, StatusCodes.Status401Unauthorized, "There is no access token, and the hub does not allow anonymous clients.");
            return null;
        }

        string path = $"/client/hubs/{hubName}"; // also when the hub is in the query
        (JsonWebToken? valid, string? refusal) = await tokens.ValidateAsync(
            token, http.Request, (audience, authorities, _) => AudienceRule.MatchesClient(audience, authorities, path), path);
        if (valid is null)
        {
            Refuse(http, hubName, StatusCodes.Status401Unauthorized, char.ToUpperInvariant(refusal![0]) + refusal[1..] + ".");
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

    private async Task<(ClientConnection Connection, SocketTransport Transport)?> ConnectAsync(HttpContext http, EmulatorHub hub, ClientIdentity identity)
    {
        (RawMode? rawMode, string? error) = RawMode.Read(http.Request.Query);
        if (rawMode is null)
        {
            await RefuseAsync(http, hub.Name, StatusCodes.Status400BadRequest, error!);
            return null;
        }

        var cookies = new CookieJar(logger);
        string connectionId = Guid.NewGuid().ToString("N");
        UpstreamReply? reply = upstream.WantsConnect(hub.Name) ? await AskHandlerAsync(http, hub, identity, connectionId, cookies) : null;
        ConnectReply? accepted = reply is null ? ConnectReply.Unchanged : reply.IsSuccess ? ConnectReply.Read(reply.Body.Span) : null;
        if (accepted is null)
        {
            int status = reply is { IsSuccess: false, Status: > 299 } ? reply.Status : StatusCodes.Status500InternalServerError;
            Refuse(
                http,
                hub.Name,
                status,
                reply!.Reason ?? "The answer of the event handler to 'connect' is not the JSON that it must be.",
                logged: "the event handler refused it, could not be asked, or answered what cannot be used."); // not its own words: they may hold anything
            return null;
        }

        var connection = new ClientConnection(
            connectionId,
            hub.Name,
            accepted.UserId ?? identity.UserId,
            accepted.Subprotocol ?? Subprotocols.Choose(http.WebSockets.WebSocketRequestedProtocols),
            new GroupPermissions(accepted.Roles ?? identity.Roles),
            limits,
            time,
            logger)
        {
            State = reply?.ConnectionState,
            Cookies = cookies,
            Trace = trace,
        };
        connection.Protocol = protocols.Create(connection, hub, rawMode);
        var transport = new SocketTransport(http, connection, time, logger);
        Admit(hub, connection, transport, accepted.Groups is { Length: > 0 } groups ? groups : identity.Groups);
        try
        {
            transport.Open(await UpgradeAsync(http, hub.Name, connection.Subprotocol));
        }
        catch
        {
            connection.Close(CloseRequest.With(WebSocketCloseStatus.EndpointUnavailable, "The client went away before it was connected."));
            transport.Dispose();
            throw;
        }

        Forget(http);
        return (connection, transport);
    }

    // A token and its copies would stay in memory as long as the connection lasts.
    private static void Forget(HttpContext http)
    {
        http.Request.QueryString = QueryString.Empty;
        http.Features.Set<IQueryFeature>(null);
        http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = http.Request.Path;
    }

    // Before the client can know of it: from then on whatever is sent must reach it.
    private void Admit(EmulatorHub hub, ClientConnection connection, SocketTransport transport, IReadOnlyList<string> groups)
    {
        connection.Attach(transport);
        trace.Add(new EmulatorConnectionEvent(EmulatorConnectionEventKind.Opened, hub.Name, connection.Id, connection.UserId, connection.Subprotocol));
        string? reconnectionToken = connection.IsReliable ? reconnectionTokens.Create(connection.Id) : null;
        connection.Send(new Delivery(new ConnectedMessage(connection.UserId, connection.Id, reconnectionToken))); // the first message of the connection
        connection.Ended = _ => End(hub, connection);
        hub.Add(connection, groups);
        logger.Connected(connection.Id, hub.Name, connection.Subprotocol ?? "no subprotocol");
        events.RaiseConnected(connection);
        foreach (string group in groups.Distinct(StringComparer.Ordinal))
        {
            events.RaiseGroupChanged(connection, group, "joined");
        }

        if (closing.IsCancellationRequested)
        {
            connection.Close(CloseRequest.ShuttingDown); // it came in after the others were closed
        }
    }

    // Gone at once, however long the client takes to answer the close.
    private void End(EmulatorHub hub, ClientConnection connection)
    {
        connection.Protocol.End();
        hub.Remove(connection);
        string reason = connection.EndReason.Length > 0 ? connection.EndReason : "By the client.";
        logger.Disconnected(connection.Id, hub.Name, reason);
        trace.Add(new EmulatorConnectionEvent(EmulatorConnectionEventKind.Closed, hub.Name, connection.Id, connection.UserId, connection.Subprotocol)
        {
            Status = connection.EndStatus,
            Reason = reason,
        });
        events.RaiseDisconnected(connection, connection.EndReason);
    }

    private Task<WebSocket> UpgradeAsync(HttpContext http, string hubName, string? subprotocol) =>
        http.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            SubProtocol = subprotocol,
            KeepAliveInterval = (settings.Find(hubName) ?? NothingSet).WebSocketKeepAliveInterval,
            KeepAliveTimeout = KeepAliveTimeout,
        });

    private Task<UpstreamReply?> AskHandlerAsync(HttpContext http, EmulatorHub hub, ClientIdentity identity, string connectionId, CookieJar cookies)
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
            JsonSerializer.SerializeToUtf8Bytes(body, UpstreamJsonContext.Default.ConnectBody),
            cookies)
        {
            ShownBody = JsonSerializer.SerializeToUtf8Bytes(body with { Headers = WithoutCookies(body.Headers) }, UpstreamJsonContext.Default.ConnectBody),
        };
        return upstream.SendAsync(connect, http.RequestAborted);
    }

    private static Dictionary<string, string[]> WithoutCookies(IReadOnlyDictionary<string, string[]> headers) =>
        headers.ToDictionary(header => header.Key, header => header.Key.Equals("Cookie", StringComparison.OrdinalIgnoreCase) ? ["(not shown)"] : header.Value);

    private static bool IsForHandler(KeyValuePair<string, StringValues> header) =>
        !header.Key.Equals("Authorization", StringComparison.OrdinalIgnoreCase)
        && !header.Key.StartsWith("X-ASRS-Internal-", StringComparison.OrdinalIgnoreCase);

    private void Refuse(HttpContext http, string hubName, int status, string reason, string? logged = null)
    {
        logger.ClientRefused(hubName, status, logged ?? reason);
        trace.Add(new EmulatorConnectionEvent(EmulatorConnectionEventKind.Rejected, hubName.ToLowerInvariant(), connectionId: null)
        {
            Status = status,
            IsFailure = true,
            Reason = reason,
        });
        http.Response.StatusCode = status;
    }

    private async Task RefuseAsync(HttpContext http, string hubName, int status, string reason)
    {
        Refuse(http, hubName, status, reason);
        http.Response.ContentType = "text/plain; charset=utf-8";
        http.Response.ContentLength = reason.Length; // these are ASCII
        await http.Response.WriteAsync(reason, http.RequestAborted);
    }
}
