// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;
using WebPubSub.Emulator.Connections;
using WebPubSub.Emulator.Messages;
using WebPubSub.Protocol;

namespace WebPubSub.Emulator.Rest;

/// <summary>Looks for connections, users and groups, and closes connections. REST API reference, sections 7.6 to 7.12.</summary>
internal static class ConnectionOperations
{
    private static readonly HashSet<string> Nobody = [];

    public static RestResult ConnectionExists(RestCall call) =>
        call.Hub?.Find(call.ConnectionId) is not null ? RestResult.Ok : RestResult.NotExisted("Warning", "Connection", call.ConnectionId);

    public static RestResult UserExists(RestCall call) =>
        call.Hub?.OfUser(call.UserId).Length > 0 ? RestResult.Ok : RestResult.NotExisted("Warning", "User", call.UserId);

    public static RestResult GroupExists(RestCall call) =>
        call.Hub?.InGroup(call.Group).Length > 0 ? RestResult.Ok : RestResult.NotExisted("Warning", "Group", call.Group) with { Message = $"Group `{call.Group}` not found" }; // no body shows it: only its length is recorded

    public static RestResult CloseConnection(RestCall call) =>
        Close(call, call.Hub?.Find(call.ConnectionId) is { } connection ? [connection] : null, Nobody);

    public static RestResult CloseAllBut(RestCall call, ClientConnection[]? connections) => Close(call, connections, call.Excluded());

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
}
