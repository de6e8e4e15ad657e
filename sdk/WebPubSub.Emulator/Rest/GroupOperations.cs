// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator.Connections;
using WebPubSub.Emulator.Hubs;

namespace WebPubSub.Emulator.Rest;

/// <summary>The operations that change the members of groups. See docs/protocols/rest-api.md#713-addconnectiontogroup to #720-removeconnectionsfromgroups.</summary>
internal static class GroupOperations
{
    public static RestResult AddConnectionToGroup(RestCall call)
    {
        if (call.Hub?.Find(call.ConnectionId) is not { } connection)
        {
            return RestResult.NotExisted("Error", "Connection", call.ConnectionId);
        }

        call.Hub.Join(connection, call.Group);
        return RestResult.Ok;
    }

    public static RestResult RemoveConnectionFromGroup(RestCall call)
    {
        if (call.Hub?.Find(call.ConnectionId) is { } connection)
        {
            call.Hub.Leave(connection, call.Group);
        }

        return RestResult.NoContent;
    }

    public static RestResult AddUserToGroup(RestCall call)
    {
        ClientConnection[] connections = call.Hub?.GetUserConnections(call.UserId) ?? [];
        foreach (ClientConnection connection in connections)
        {
            call.Hub!.Join(connection, call.Group);
        }

        return connections.Length > 0 ? RestResult.Ok : RestResult.NotFound();
    }

    public static RestResult RemoveUserFromGroup(RestCall call)
    {
        foreach (ClientConnection connection in call.Hub?.GetUserConnections(call.UserId) ?? [])
        {
            call.Hub!.Leave(connection, call.Group);
        }

        return RestResult.NoContent;
    }

    public static RestResult RemoveConnectionFromAllGroups(RestCall call)
    {
        if (call.Hub?.Find(call.ConnectionId) is { } connection)
        {
            call.Hub.LeaveAll(connection);
        }

        return RestResult.NoContent;
    }

    public static RestResult RemoveUserFromAllGroups(RestCall call)
    {
        foreach (ClientConnection connection in call.Hub?.GetUserConnections(call.UserId) ?? [])
        {
            call.Hub!.LeaveAll(connection);
        }

        return RestResult.NoContent;
    }

    // Validates the request and selects the connections before the first change. See docs/protocols/rest-api.md#719-addconnectionstogroups.
    public static async Task<RestResult> ChangeGroupsAsync(RestCall call, Action<EmulatorHub, ClientConnection, string> change)
    {
        (RestGroups? request, RestResult? rejection) = await RestGroups.ReadAsync(call.Http.Request);
        if (request is null)
        {
            return rejection!;
        }

        if (call.Hub is { } hub)
        {
            foreach (ClientConnection connection in hub.FilterConnections(hub.All(), request.Filter))
            {
                foreach (string group in request.Groups)
                {
                    change(hub, connection, group);
                }
            }
        }

        return RestResult.Ok;
    }
}
