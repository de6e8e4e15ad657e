// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;
using WebPubSub.Emulator.Connections;
using WebPubSub.Emulator.Messages;
using WebPubSub.Protocol;

namespace WebPubSub.Emulator.Rest;

/// <summary>
/// The operations that find connections, users and groups, and close connections. See docs/protocols/rest-api.md#76-connectionexists to #712-closeuserconnections.
/// </summary>
internal static class ConnectionOperations
{
    private static readonly HashSet<string> NoExclusions = [];

    public static RestResult ConnectionExists(RestCall call) =>
        call.Hub?.Find(call.ConnectionId) is not null ? RestResult.Ok : RestResult.NotExisted("Warning", "Connection", call.ConnectionId);

    public static RestResult UserExists(RestCall call) =>
        call.Hub?.GetUserConnections(call.UserId).Length > 0 ? RestResult.Ok : RestResult.NotExisted("Warning", "User", call.UserId);

    public static RestResult GroupExists(RestCall call) =>
        call.Hub?.GetGroupConnections(call.Group).Length > 0 ? RestResult.Ok : RestResult.NotExisted("Warning", "Group", call.Group) with { Message = $"Group `{call.Group}` not found" }; // HEAD sends no body: only its length is known

    public static RestResult CloseConnection(RestCall call) =>
        Close(call, call.Hub?.Find(call.ConnectionId) is { } connection ? [connection] : null, NoExclusions);

    public static RestResult CloseAllBut(RestCall call, ClientConnection[]? connections) => Close(call, connections, call.Excluded());

    private static RestResult Close(RestCall call, ClientConnection[]? connections, HashSet<string> excluded)
    {
        string reason = "Application server closed the connection.";
        if (call.Query("reason").ToString() is { Length: > 0 } given)
        {
            reason += $" Reason: {given}";
        }

        // The reason is in the message and not in the close frame, which is limited to 123 bytes.
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
}
