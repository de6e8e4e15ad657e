// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using WebPubSub.Emulator.Access;
using WebPubSub.Emulator.Connections;
using WebPubSub.Emulator.Filters;
using WebPubSub.Emulator.Messages;
using WebPubSub.Emulator.Permissions;
using WebPubSub.Protocol;

namespace WebPubSub.Emulator.Rest;

/// <summary>The service's REST API. REST API reference, sections 6 and 7.</summary>
internal sealed class RestEndpoints(HubRegistry hubs, AccessTokenValidator tokens, ClientTokens clientTokens, TimeProvider time, ILogger logger)
{
    private static readonly string[] Versions = ["2021-10-01", "2022-11-01", "2023-07-01", "2024-01-01", "2024-12-01"];
    private static readonly string SupportedVersions = string.Join(", ", Versions);
    private static readonly HashSet<string> Nobody = [];
    private readonly GroupMembers _members = new();
    private readonly TokenOperation _token = new(clientTokens);

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapMethods("/api/health", [HttpMethods.Head], Health);

        const string Hub = "/api/hubs/{hub}";
        Map(app, HttpMethods.Post, Hub + "/:send", SendToAllAsync);
        Map(app, HttpMethods.Post, Hub + "/users/{user}/:send", SendToUserAsync);
        Map(app, HttpMethods.Post, Hub + "/connections/{connection}/:send", SendToConnectionAsync);
        Map(app, HttpMethods.Post, Hub + "/groups/{group}/:send", SendToGroupAsync);
        Map(app, HttpMethods.Head, Hub + "/connections/{connection}", ConnectionExists);
        Map(app, HttpMethods.Head, Hub + "/users/{user}", UserExists);
        Map(app, HttpMethods.Head, Hub + "/groups/{group}", GroupExists);
        Map(app, HttpMethods.Delete, Hub + "/connections/{connection}", CloseConnection);
        Map(app, HttpMethods.Put, Hub + "/groups/{group}/connections/{connection}", AddConnectionToGroup);
        Map(app, HttpMethods.Delete, Hub + "/groups/{group}/connections/{connection}", RemoveConnectionFromGroup);
        Map(app, HttpMethods.Put, Hub + "/users/{user}/groups/{group}", AddUserToGroup);
        Map(app, HttpMethods.Delete, Hub + "/users/{user}/groups/{group}", RemoveUserFromGroup);
        Map(app, HttpMethods.Delete, Hub + "/connections/{connection}/groups", RemoveConnectionFromAllGroups);
        Map(app, HttpMethods.Delete, Hub + "/users/{user}/groups", RemoveUserFromAllGroups);
        Map(app, HttpMethods.Post, Hub + "/:closeConnections", call => CloseAllBut(call, call.Hub?.All()));
        Map(app, HttpMethods.Post, Hub + "/groups/{group}/:closeConnections", call => CloseAllBut(call, call.Hub?.InGroup(call.Group)));
        Map(app, HttpMethods.Post, Hub + "/users/{user}/:closeConnections", call => CloseAllBut(call, call.Hub?.OfUser(call.UserId)));
        Map(app, HttpMethods.Post, Hub + "/:addToGroups", call => ChangeGroupsAsync(call, (hub, connection, group) => hub.Join(connection, group)));
        Map(app, HttpMethods.Post, Hub + "/:removeFromGroups", call => ChangeGroupsAsync(call, (hub, connection, group) => hub.Leave(connection, group)));
        Map(app, HttpMethods.Put, Hub + "/permissions/{permission}/connections/{connection}", call => SetPermission(call, allow: true));
        Map(app, HttpMethods.Delete, Hub + "/permissions/{permission}/connections/{connection}", call => SetPermission(call, allow: false));
        Map(app, HttpMethods.Head, Hub + "/permissions/{permission}/connections/{connection}", CheckPermission);
        Map(app, HttpMethods.Get, Hub + "/groups/{group}/connections", _members.List, GroupMembers.Check);
        app.MapMethods(Hub + "/:generateToken", [HttpMethods.Post], GenerateTokenAsync);
    }

    private static Task Health(HttpContext http)
    {
        http.Response.Headers["api-supported-versions"] = SupportedVersions;
        return Task.CompletedTask;
    }

    private void Map(
        IEndpointRouteBuilder app, string method, string pattern, Func<RestCall, RestResult> operation, Func<RestCall, RestResult?>? check = null) =>
        Map(app, method, pattern, AsTask(operation), check);

    private void Map(
        IEndpointRouteBuilder app, string method, string pattern, Func<RestCall, Task<RestResult>> operation, Func<RestCall, RestResult?>? check = null) =>
        app.MapMethods(pattern, [method], http => InvokeAsync(http, operation, check));

    private static Func<RestCall, Task<RestResult>> AsTask(Func<RestCall, RestResult> operation) => call => Task.FromResult(operation(call));

    private async Task InvokeAsync(HttpContext http, Func<RestCall, Task<RestResult>> operation, Func<RestCall, RestResult?>? check)
    {
        http.Response.Headers["api-supported-versions"] = SupportedVersions;
        var call = new RestCall(http, hubs);
        RestResult result = CheckRequest(call) ?? check?.Invoke(call) ?? await AuthorizeAsync(http) ?? await operation(call);
        await WriteAsync(http, result);
    }

    // Who has the access key makes such tokens without asking: only an identity may ask.
    private async Task GenerateTokenAsync(HttpContext http)
    {
        http.Response.Headers["api-supported-versions"] = SupportedVersions;
        var call = new RestCall(http, hubs);
        RestResult result = CheckRequest(call)
            ?? TokenOperation.Check(call)
            ?? (await tokens.FindIdentityFaultAsync(http.Request) is { } fault ? RestResult.Unauthorized(fault) : _token.Generate(call));
        await WriteAsync(http, result);
    }

    // The order of the checks: REST API reference, section 6.2.
    private static RestResult? CheckRequest(RestCall call)
    {
        StringValues version = call.Query("api-version");
        if (version.Count > 0 && (version.Count > 1 || !Versions.Contains(version[0])))
        {
            return RestResult.BadRequest("The specified API version is not supported.", "api-version");
        }

        if (!WebPubSubNames.IsValidHub(call.HubName))
        {
            return RestResult.BadRequest("Invalid hub name.");
        }

        if (call.Has("group") && !WebPubSubNames.IsValidGroup(call.Group))
        {
            return RestResult.BadRequest("Invalid group name.");
        }

        if (call.Has("connection") && string.IsNullOrWhiteSpace(call.ConnectionId))
        {
            return RestResult.BadRequest("Invalid connection ID.");
        }

        if (call.Has("permission") && !GroupPermissions.IsPermission(call.Permission))
        {
            return RestResult.BadRequest("Invalid permission.", "permission");
        }

        if (call.Has("user") && string.IsNullOrWhiteSpace(call.UserId))
        {
            return RestResult.BadRequest("Invalid user ID.");
        }

        return call.HasValidTtl ? null : RestResult.BadRequest("Invalid messageTtlSeconds.");
    }

    private async Task<RestResult?> AuthorizeAsync(HttpContext http)
    {
        string? fault = AccessTokenValidator.IsFromIdentity(http.Request)
            ? await tokens.FindIdentityFaultAsync(http.Request)
            : await tokens.FindKeyFaultAsync(http.Request);
        return fault is null ? null : RestResult.Unauthorized(fault);
    }

    private async Task WriteAsync(HttpContext http, RestResult result)
    {
        http.Response.StatusCode = result.Status;
        bool isAnswer = result.Status == StatusCodes.Status404NotFound && HttpMethods.IsHead(http.Request.Method);
        if (result.Status >= 400 && !isAnswer)
        {
            string reason = result.Message ?? "not found";
            logger.RestRefused(http.Request.Method, http.Request.Path, result.Status, reason);
            Note(http, reason);
        }

        if (result.Json is not null)
        {
            await WriteAsync(http, result.Json);
        }

        if (result.Code is null)
        {
            return;
        }

        if (result.Status != StatusCodes.Status400BadRequest)
        {
            http.Response.Headers["x-ms-error-code"] = result.Code;
        }

        if (!HttpMethods.IsHead(http.Request.Method))
        {
            var error = new RestError(result.Code, result.Message, result.Target);
            await WriteAsync(http, JsonSerializer.SerializeToUtf8Bytes(error, RestJsonContext.Default.RestError));
        }
    }

    private static async Task WriteAsync(HttpContext http, byte[] json)
    {
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = json.Length;
        await http.Response.Body.WriteAsync(json, http.RequestAborted);
    }

    private Task<RestResult> SendToAllAsync(RestCall call) => SendAsync(call, call.Hub?.All(), FromServer, call.Excluded());

    private Task<RestResult> SendToUserAsync(RestCall call) => SendAsync(call, call.Hub?.OfUser(call.UserId), FromServer, Nobody);

    private Task<RestResult> SendToConnectionAsync(RestCall call) =>
        SendAsync(call, call.Hub?.Find(call.ConnectionId) is { } connection ? [connection] : null, FromServer, Nobody, takesFilter: false);

    private Task<RestResult> SendToGroupAsync(RestCall call) => SendAsync(
        call,
        call.Hub?.InGroup(call.Group),
        message => new GroupDataMessage(call.Group, message.Data.Type, message.Data.Bytes, sequenceId: null, fromUserId: null) { Metadata = message.Metadata },
        call.Excluded());

    private async Task<RestResult> SendAsync(
        RestCall call, ClientConnection[]? connections, Func<RestMessage, WebPubSubMessage> create, IReadOnlySet<string> excluded, bool takesFilter = true)
    {
        (FilterExpression? filter, RestResult? filterRefusal) = takesFilter ? RestFilter.Read(call.Query("filter")) : default;
        if (filterRefusal is not null)
        {
            return filterRefusal;
        }

        (RestMessage? message, RestResult? refusal) = await RestMessage.ReadAsync(call.Http.Request);
        if (message is null)
        {
            return refusal!;
        }

        See(call.Http, message);
        ClientConnection[] chosen = call.Hub?.Matching(connections ?? [], filter) ?? [];
        if (!EmulatorHub.Send(chosen, Delivery.Within(call.TtlSeconds, create(message), time), excluded))
        {
            Note(call.Http, "It reached no one: there is no such connection at the moment.");
        }

        return RestResult.Accepted; // whether or not anyone was there
    }

    private static void See(HttpContext http, RestMessage message)
    {
        if (http.Features.Get<EmulatorRestCall>() is { } seen)
        {
            seen.ContentType = http.Request.ContentType;
            seen.Body = message.Data.Bytes;
        }
    }

    private static void Note(HttpContext http, string reason)
    {
        if (http.Features.Get<EmulatorRestCall>() is { } seen)
        {
            seen.Reason = reason;
        }
    }

    private static ServerDataMessage FromServer(RestMessage message) => new(message.Data.Type, message.Data.Bytes, sequenceId: null) { Metadata = message.Metadata };

    private static RestResult ConnectionExists(RestCall call) =>
        call.Hub?.Find(call.ConnectionId) is not null ? RestResult.Ok : RestResult.NotFound();

    private static RestResult UserExists(RestCall call) =>
        call.Hub?.OfUser(call.UserId).Length > 0 ? RestResult.Ok : RestResult.NotFound("Warning.User.NotExisted");

    private static RestResult GroupExists(RestCall call) =>
        call.Hub?.InGroup(call.Group).Length > 0 ? RestResult.Ok : RestResult.NotFound("Warning.Group.NotExisted");

    private static RestResult CloseConnection(RestCall call) =>
        Close(call, call.Hub?.Find(call.ConnectionId) is { } connection ? [connection] : null, Nobody);

    private static RestResult CloseAllBut(RestCall call, ClientConnection[]? connections) => Close(call, connections, call.Excluded());

    private static RestResult Close(RestCall call, ClientConnection[]? connections, HashSet<string> excluded)
    {
        string reason = "Application server closed the connection.";
        if (call.Query("reason").ToString() is { Length: > 0 } given)
        {
            reason += $" Reason: {given}";
        }

        // The reason is in the message and not in the close frame, which has room for 123 bytes.
        var request = new CloseRequest(WebSocketCloseStatus.NormalClosure, "", reason);
        var lastMessage = new Delivery(new DisconnectedMessage(reason));
        foreach (ClientConnection connection in connections ?? [])
        {
            if (!excluded.Contains(connection.Id))
            {
                connection.Close(request, lastMessage);
            }
        }

        return RestResult.NoContent;
    }

    private static RestResult AddConnectionToGroup(RestCall call)
    {
        if (call.Hub?.Find(call.ConnectionId) is not { } connection)
        {
            return RestResult.NotFound("Error.Connection.NotExisted", $"Connection `{call.ConnectionId}` is not found.", "Connection");
        }

        call.Hub.Join(connection, call.Group);
        return RestResult.Ok;
    }

    private static RestResult RemoveConnectionFromGroup(RestCall call)
    {
        if (call.Hub?.Find(call.ConnectionId) is { } connection)
        {
            call.Hub.Leave(connection, call.Group);
        }

        return RestResult.NoContent;
    }

    private static RestResult AddUserToGroup(RestCall call)
    {
        ClientConnection[] connections = call.Hub?.OfUser(call.UserId) ?? [];
        foreach (ClientConnection connection in connections)
        {
            call.Hub!.Join(connection, call.Group);
        }

        return connections.Length > 0 ? RestResult.Ok : RestResult.NotFound();
    }

    private static RestResult RemoveUserFromGroup(RestCall call)
    {
        foreach (ClientConnection connection in call.Hub?.OfUser(call.UserId) ?? [])
        {
            call.Hub!.Leave(connection, call.Group);
        }

        return RestResult.NoContent;
    }

    private static RestResult RemoveConnectionFromAllGroups(RestCall call)
    {
        if (call.Hub?.Find(call.ConnectionId) is { } connection)
        {
            call.Hub.LeaveAll(connection);
        }

        return RestResult.NoContent;
    }

    private static RestResult RemoveUserFromAllGroups(RestCall call)
    {
        foreach (ClientConnection connection in call.Hub?.OfUser(call.UserId) ?? [])
        {
            call.Hub!.LeaveAll(connection);
        }

        return RestResult.NoContent;
    }

    // Everything is checked and chosen before the first change. Section 7.19.
    private static async Task<RestResult> ChangeGroupsAsync(RestCall call, Action<EmulatorHub, ClientConnection, string> change)
    {
        (RestGroups? request, RestResult? refusal) = await RestGroups.ReadAsync(call.Http.Request);
        if (request is null)
        {
            return refusal!;
        }

        if (call.Hub is { } hub)
        {
            foreach (ClientConnection connection in hub.Matching(hub.All(), request.Filter))
            {
                foreach (string group in request.Groups)
                {
                    change(hub, connection, group);
                }
            }
        }

        return RestResult.Ok;
    }

    private static RestResult SetPermission(RestCall call, bool allow)
    {
        if (CheckTarget(call) is { } refusal)
        {
            return refusal;
        }

        if (call.Hub?.Find(call.ConnectionId) is not { } connection)
        {
            return allow ? MissingConnection(call) : RestResult.NoContent;
        }

        return !connection.Permissions.Find(call.Permission)!.TrySet(call.Query("targetName").ToString(), allow)
            ? new RestResult(StatusCodes.Status409Conflict, "Error.Connection.Conflict", "The connection has too many permission rules.", "Connection")
            : allow ? RestResult.Ok : RestResult.NoContent;
    }

    private static RestResult CheckPermission(RestCall call)
    {
        if (CheckTarget(call) is { } refusal)
        {
            return refusal;
        }

        bool allowed = call.Hub?.Find(call.ConnectionId)?.Permissions.Find(call.Permission)!.Allows(call.Query("targetName").ToString()) == true;
        return allowed ? RestResult.Ok : MissingConnection(call); // not allowed has the same code as not there
    }

    private static RestResult? CheckTarget(RestCall call)
    {
        string target = call.Query("targetName").ToString();
        return string.IsNullOrWhiteSpace(target) || target.Length > WebPubSubNames.MaxGroupLength
            ? RestResult.BadRequest("Invalid targetName.", "targetName")
            : null;
    }

    private static RestResult MissingConnection(RestCall call) =>
        RestResult.NotFound("Info.Connection.NotExisted", $"Connection `{call.ConnectionId}` is not found.", "Connection");
}
