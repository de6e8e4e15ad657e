// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using WebPubSub.Emulator.Access;
using WebPubSub.Emulator.Background;
using WebPubSub.Emulator.Connections;
using WebPubSub.Emulator.Hubs;
using WebPubSub.Emulator.Messages;
using WebPubSub.Emulator.Observation;
using WebPubSub.Emulator.Permissions;
using WebPubSub.Emulator.Processing;
using WebPubSub.Emulator.Protocols;
using WebPubSub.Emulator.Upstream;
using WebPubSub.Protocol;

namespace WebPubSub.Emulator.Admission;

/// <summary>Opens the connection of an authenticated client: calls the event handler, creates the connection, and upgrades the request.</summary>
internal sealed class ConnectHandshake(
    UpstreamDispatcher upstream,
    ClientEvents events,
    FrameProcessors processors,
    Codecs codecs,
    ReconnectionTokens reconnectionTokens,
    SocketUpgrade upgrade,
    ClientRejections rejections,
    ConnectionEnvironment environment,
    EmulatorLifetime lifetime)
{
    /// <returns>The connection and its transport; <see langword="null"/> if the client was rejected.</returns>
    public async Task<(ClientConnection Connection, SocketTransport Transport)?> ConnectAsync(HttpContext http, EmulatorHub hub, ClientIdentity identity)
    {
        (RawMode? rawMode, string? error) = RawMode.Read(http.Request.Query);
        if (rawMode is null)
        {
            await rejections.RejectAsync(http, hub.Name, StatusCodes.Status400BadRequest, error!);
            return null;
        }

        var cookies = new CookieStore(environment.Logger);
        string connectionId = Guid.NewGuid().ToString("N");
        UpstreamReply? reply = upstream.HasConnectHandler(hub.Name) ? await SendConnectEventAsync(http, hub, identity, connectionId, cookies) : null;
        ConnectReply? accepted = reply is null or { HasHandler: false } ? ConnectReply.Unchanged : reply.IsSuccess ? ConnectReply.Read(reply.Body.Span) : null;
        if (accepted is null)
        {
            await RejectAsync(http, hub, reply!);
            return null;
        }

        ClientConnection connection = Create(http, hub, identity, connectionId, accepted, rawMode, reply?.ConnectionState, cookies);
        var transport = new SocketTransport(http, connection.Identity, connection.Codec, environment);
        AddConnection(hub, connection, transport, accepted.Groups is { Length: > 0 } groups ? groups : identity.Groups, http.WebSockets.WebSocketRequestedProtocols);
        try
        {
            transport.Open(await upgrade.AcceptAsync(http, hub.Name, connection.Subprotocol));
        }
        catch
        {
            connection.Close(CloseRequest.With(WebSocketCloseStatus.EndpointUnavailable, "The client disconnected before the connection opened."));
            transport.Dispose();
            throw;
        }

        RemoveAccessToken(http);
        return (connection, transport);
    }

    // The client receives the status and the body of the event handler. docs/protocols/event-handler.md#131-connect.
    private async Task RejectAsync(HttpContext http, EmulatorHub hub, UpstreamReply reply)
    {
        bool isAnswer = reply is { IsSuccess: false, Status: > 299 };
        rejections.Reject(
            http,
            hub.Name,
            isAnswer ? reply.Status : StatusCodes.Status500InternalServerError,
            reply.Reason ?? "The answer of the event handler to 'connect' is not a JSON object, or a member has the wrong type.",
            logged: isAnswer ? "The event handler rejected the client." : "The event handler could not be called, or its answer is invalid. The live page shows the reason."); // the handler's own text may contain secrets
        if (isAnswer && !reply.Body.IsEmpty)
        {
            http.Response.ContentType = reply.ContentType;
            http.Response.ContentLength = reply.Body.Length;
            await http.Response.Body.WriteAsync(reply.Body, http.RequestAborted);
        }
    }

    private ClientConnection Create(
        HttpContext http,
        EmulatorHub hub,
        ClientIdentity identity,
        string connectionId,
        ConnectReply accepted,
        RawMode rawMode,
        string? state,
        CookieStore cookies)
    {
        string? subprotocol = accepted.Subprotocol ?? Subprotocols.Choose(http.WebSockets.WebSocketRequestedProtocols);
        var connectionIdentity = new ConnectionIdentity(
            connectionId, hub.Name, accepted.UserId ?? identity.UserId, subprotocol, new GroupPermissions(accepted.Roles ?? identity.Roles));
        return new ClientConnection(
            connectionIdentity,
            codecs.Find(subprotocol),
            created => processors.Create(created, hub, rawMode),
            ended => End(hub, ended),
            environment)
        {
            State = state,
            Cookies = cookies,
        };
    }

    // Otherwise, the access token and its copies would stay in memory until the connection ends.
    private static void RemoveAccessToken(HttpContext http)
    {
        http.Request.QueryString = QueryString.Empty;
        http.Features.Set<IQueryFeature>(null);
        http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = http.Request.Path;
    }

    // Runs before the client can learn that it is connected. From then on, the client must receive each message for it.
    private void AddConnection(EmulatorHub hub, ClientConnection connection, SocketTransport transport, IReadOnlyList<string> groups, IList<string> offered)
    {
        connection.Link.Attach(transport);
        var opened = new EmulatorConnectionEvent(EmulatorConnectionEventKind.Opened, hub.Name, connection.Id, connection.UserId, connection.Subprotocol)
        {
            Reason = WarnOfUnknownSubprotocol(connection, offered),
        };
        environment.Observer.Add(opened);
        using Cause.Scope cause = Cause.Begin(opened);
        string? reconnectionToken = connection.Link.IsReliable ? reconnectionTokens.Create(connection.Id) : null;
        connection.Send(new Delivery(new ConnectedMessage(connection.UserId, connection.Id, reconnectionToken))); // the first message of the connection
        environment.Logger.Connected(connection.Id, hub.Name, connection.Subprotocol ?? "no subprotocol");
        hub.Add(connection, groups);
        if (lifetime.Closing.IsCancellationRequested)
        {
            connection.Close(CloseRequest.ShuttingDown); // it was admitted after shutdown had closed the other connections
        }
    }

    // Runs at once and does not wait until the client answers the close.
    private void End(EmulatorHub hub, ClientConnection connection)
    {
        string reason = connection.Link.EndReason.Length > 0 ? connection.Link.EndReason : "The client closed the connection.";
        var closed = new EmulatorConnectionEvent(EmulatorConnectionEventKind.Closed, hub.Name, connection.Id, connection.UserId, connection.Subprotocol)
        {
            Status = connection.Link.EndStatus,
            Reason = reason,
        };
        environment.Observer.Begin(closed);
        using Cause.Scope cause = Cause.Begin(closed);
        hub.Remove(connection);
        environment.Logger.Disconnected(connection.Id, hub.Name, reason);
        environment.Observer.End(closed);
        events.RaiseDisconnected(connection, connection.Link.EndReason);
    }

    private string? WarnOfUnknownSubprotocol(ClientConnection connection, IList<string> offered)
    {
        // Other subprotocols are the business of the application, and some applications put a token into one.
        string[] unknown = [.. offered.Where(name => name.Contains("webpubsub", StringComparison.OrdinalIgnoreCase) && name.Length <= 100)];
        if (connection.Subprotocol is not null || unknown.Length == 0)
        {
            return null;
        }

        string reason = Explanation.UnknownSubprotocol(unknown);
        environment.Logger.UnknownSubprotocol(connection.Id, connection.Hub, reason);
        return reason;
    }

    private Task<UpstreamReply> SendConnectEventAsync(HttpContext http, EmulatorHub hub, ClientIdentity identity, string connectionId, CookieStore cookies)
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
}
