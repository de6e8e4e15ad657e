// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using WebPubSub.Emulator.Access;
using WebPubSub.Emulator.Hubs;

namespace WebPubSub.Emulator.Rest;

/// <summary>The endpoints of the REST API. See docs/protocols/rest-api.md#6-common-rules and #7-operations.</summary>
internal sealed class RestEndpoints(
    HubRegistry hubs,
    AccessTokenValidator tokens,
    SendOperations sends,
    GroupMembers members,
    TokenOperation token,
    RestResponseWriter answer)
{
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapMethods("/api/health", [HttpMethods.Head, HttpMethods.Get], Health);

        const string Hub = "/api/hubs/{hub}";
        Map(app, HttpMethods.Post, Hub + "/:send", sends.SendToAllAsync);
        Map(app, HttpMethods.Post, Hub + "/users/{user}/:send", sends.SendToUserAsync);
        Map(app, HttpMethods.Post, Hub + "/connections/{connection}/:send", sends.SendToConnectionAsync);
        Map(app, HttpMethods.Post, Hub + "/groups/{group}/:send", sends.SendToGroupAsync);
        Map(app, HttpMethods.Head, Hub + "/connections/{connection}", ConnectionOperations.ConnectionExists);
        Map(app, HttpMethods.Head, Hub + "/users/{user}", ConnectionOperations.UserExists);
        Map(app, HttpMethods.Head, Hub + "/groups/{group}", ConnectionOperations.GroupExists);
        Map(app, HttpMethods.Delete, Hub + "/connections/{connection}", ConnectionOperations.CloseConnection);
        Map(app, HttpMethods.Put, Hub + "/groups/{group}/connections/{connection}", GroupOperations.AddConnectionToGroup);
        Map(app, HttpMethods.Delete, Hub + "/groups/{group}/connections/{connection}", GroupOperations.RemoveConnectionFromGroup);
        Map(app, HttpMethods.Put, Hub + "/users/{user}/groups/{group}", GroupOperations.AddUserToGroup);
        Map(app, HttpMethods.Delete, Hub + "/users/{user}/groups/{group}", GroupOperations.RemoveUserFromGroup);
        Map(app, HttpMethods.Delete, Hub + "/connections/{connection}/groups", GroupOperations.RemoveConnectionFromAllGroups);
        Map(app, HttpMethods.Delete, Hub + "/users/{user}/groups", GroupOperations.RemoveUserFromAllGroups);
        Map(app, HttpMethods.Post, Hub + "/:closeConnections", call => ConnectionOperations.CloseAllBut(call, call.Hub?.All()));
        Map(app, HttpMethods.Post, Hub + "/groups/{group}/:closeConnections", call => ConnectionOperations.CloseAllBut(call, call.Hub?.GetGroupConnections(call.Group)));
        Map(app, HttpMethods.Post, Hub + "/users/{user}/:closeConnections", call => ConnectionOperations.CloseAllBut(call, call.Hub?.GetUserConnections(call.UserId)));
        Map(app, HttpMethods.Post, Hub + "/:addToGroups", call => GroupOperations.ChangeGroupsAsync(call, (hub, connection, group) => hub.Join(connection, group)));
        Map(app, HttpMethods.Post, Hub + "/:removeFromGroups", call => GroupOperations.ChangeGroupsAsync(call, (hub, connection, group) => hub.Leave(connection, group)));
        Map(app, HttpMethods.Put, Hub + "/permissions/{permission}/connections/{connection}", call => PermissionOperations.SetPermission(call, allow: true));
        Map(app, HttpMethods.Delete, Hub + "/permissions/{permission}/connections/{connection}", call => PermissionOperations.SetPermission(call, allow: false));
        Map(app, HttpMethods.Head, Hub + "/permissions/{permission}/connections/{connection}", PermissionOperations.CheckPermission);
        Map(app, HttpMethods.Get, Hub + "/groups/{group}/connections", members.List, GroupMembers.Check);
        app.MapMethods(Hub + "/:generateToken", [HttpMethods.Post], GenerateTokenAsync);
        foreach (string target in (string[])["", "/connections/{connection}", "/users/{user}", "/groups/{group}"])
        {
            Map(app, HttpMethods.Post, $"{Hub}{target}/:invoke", _ => RestResult.NotSupported("The emulator does not support invocations by the server (:invoke)."));
        }
    }

    private static Task Health(HttpContext http)
    {
        http.Response.Headers["api-supported-versions"] = RestVersions.Supported;
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
        var call = new RestCall(http, hubs);
        RestResult result = RestChecks.Validate(call) ?? check?.Invoke(call) ?? await AuthorizeAsync(http) ?? await operation(call);
        await answer.WriteAsync(http, result);
    }

    // Accepts only Microsoft Entra ID tokens. A caller that has the access key can create client tokens without this operation.
    private async Task GenerateTokenAsync(HttpContext http)
    {
        var call = new RestCall(http, hubs);
        RestResult result = RestChecks.Validate(call)
            ?? TokenOperation.Check(call)
            ?? (await tokens.ValidateEntraTokenAsync(http.Request) is { } fault ? RestResult.Unauthorized(fault) : token.Generate(call));
        await answer.WriteAsync(http, result);
    }

    private async Task<RestResult?> AuthorizeAsync(HttpContext http)
    {
        string? fault = AccessTokenValidator.IsFromIdentity(http.Request)
            ? await tokens.ValidateEntraTokenAsync(http.Request)
            : await tokens.ValidateKeyTokenAsync(http.Request);
        return fault is null ? null : RestResult.Unauthorized(fault);
    }
}
