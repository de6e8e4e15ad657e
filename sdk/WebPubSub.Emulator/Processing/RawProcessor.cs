// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;
using Microsoft.Extensions.Logging;
using WebPubSub.Emulator.Connections;
using WebPubSub.Emulator.Hubs;
using WebPubSub.Emulator.Messages;
using WebPubSub.Emulator.Upstream;
using WebPubSub.Protocol;

namespace WebPubSub.Emulator.Processing;

/// <summary>
/// The processor for a client without a subprotocol of the service. Its messages are events, or go to one group.
/// See docs/protocols/client-protocols.md#3-raw-clients.
/// </summary>
internal sealed class RawProcessor(ClientConnection connection, EmulatorHub hub, ClientEvents events, RawMode mode, ILogger logger) : IFrameProcessor
{
    private const string EventName = "message";

    public bool HasOpenStreams => false;

    public void End()
    {
    }

    public Task<CloseRequest?> ProcessAsync(WebSocketMessageType type, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var data = new MessageData(
            BinaryData.FromBytes(payload.ToArray()),
            type == WebSocketMessageType.Text ? WebPubSubDataType.Text : WebPubSubDataType.Binary);
        connection.Observe(EmulatorMessage.From(connection, mode.Group is null
            ? new SendEventMessage(EventName, data.Bytes, data.Type, ackId: null)
            : new SendToGroupMessage(mode.Group, data.Bytes, data.Type, ackId: null, mode.NoEcho)));
        return mode.Group is null ? RaiseEventAsync(data, cancellationToken) : Task.FromResult(SendToGroup(mode.Group, data));
    }

    private async Task<CloseRequest?> RaiseEventAsync(MessageData data, CancellationToken cancellationToken)
    {
        UserEventResult result = await events.RaiseUserEventAsync(connection, EventName, data, metadata: null, cancellationToken);
        if (!result.Success)
        {
            return CloseRequest.With(WebSocketCloseStatus.InternalServerError, "Internal server error", result.Explanation);
        }

        if (result.Reply is { } reply)
        {
            connection.Send(new Delivery(new ServerDataMessage(reply.Type, reply.Bytes, sequenceId: null)));
        }

        return null;
    }

    private CloseRequest? SendToGroup(string group, MessageData data)
    {
        if (!connection.Permissions.CanSend(group))
        {
            logger.Forbidden(connection.Id, connection.Hub, Explanation.MissingRole("send to", group));
            return CloseRequest.With(WebSocketCloseStatus.PolicyViolation, "The connection is not authorized to send to the group.");
        }

        HashSet<string> excluded = mode.NoEcho ? [connection.Id] : [];
        hub.Send(hub.GetGroupConnections(group), new Delivery(new GroupDataMessage(group, data.Type, data.Bytes, sequenceId: null, connection.UserId)), excluded);
        return null;
    }
}
