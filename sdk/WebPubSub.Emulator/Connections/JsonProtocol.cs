// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;
using Microsoft.Extensions.Logging;
using WebPubSub.Emulator.Messages;
using WebPubSub.Emulator.Upstream;
using WebPubSub.Protocol;

namespace WebPubSub.Emulator.Connections;

/// <summary>A client of <c>json.webpubsub.azure.v1</c>. Client protocol reference, sections 4 to 10.</summary>
internal sealed class JsonProtocol(ClientConnection connection, EmulatorHub hub, ClientEvents events, ILogger logger) : IClientProtocol
{
    public const string Name = "json.webpubsub.azure.v1";

    private static readonly Delivery Pong = new(new PongMessage());
    private readonly AckCache _acks = new();

    public Frame? Encode(Delivery delivery) => delivery.ToJson();

    public async Task<CloseRequest?> ProcessAsync(
        WebSocketMessageType type, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        if (type != WebSocketMessageType.Text)
        {
            return CloseRequest.With(WebSocketCloseStatus.InvalidMessageType, "The JSON subprotocol requires text messages.");
        }

        WebPubSubMessage message;
        try
        {
            message = JsonUpstreamReader.Read(payload);
        }
        catch (FormatException exception)
        {
            logger.MalformedMessage(connection.Id, connection.Hub, exception.Message);
            return CloseRequest.With(
                WebSocketCloseStatus.InvalidPayloadData, "The client message is not a valid JSON protocol message."); // no detail on the wire
        }

        await ProcessAsync(message, cancellationToken);
        return null;
    }

    private Task ProcessAsync(WebPubSubMessage message, CancellationToken cancellationToken)
    {
        switch (message)
        {
            case JoinGroupMessage join:
                Acknowledge(join.AckId, () => Join(join.Group));
                return Task.CompletedTask;
            case LeaveGroupMessage leave:
                Acknowledge(leave.AckId, () => Leave(leave.Group));
                return Task.CompletedTask;
            case SendToGroupMessage send:
                Acknowledge(send.AckId, () => SendToGroup(send));
                return Task.CompletedTask;
            case SendEventMessage sendEvent:
                return AcknowledgeAsync(sendEvent.AckId, () => RaiseEventAsync(sendEvent, cancellationToken));
            case PingMessage:
                connection.Send(Pong);
                return Task.CompletedTask;
            default: // a sequenceAck: accepted and meaningless here
                return Task.CompletedTask;
        }
    }

    private void Acknowledge(ulong? ackId, Func<AckMessageError?> operation)
    {
        if (!IsDuplicate(ackId))
        {
            Answer(ackId, operation());
        }
    }

    private async Task AcknowledgeAsync(ulong? ackId, Func<Task<AckMessageError?>> operation)
    {
        if (!IsDuplicate(ackId))
        {
            Answer(ackId, await operation());
        }
    }

    private bool IsDuplicate(ulong? ackId)
    {
        if (ackId is not { } id || !_acks.Contains(id))
        {
            return false;
        }

        Answer(id, new AckMessageError(AckMessageError.Duplicate, $"Message with ack-id: {id} has been processed"));
        return true;
    }

    // Only what succeeded uses up its id: what failed may be tried again under the same one.
    private void Answer(ulong? ackId, AckMessageError? error)
    {
        if (ackId is not { } id)
        {
            return;
        }

        if (error is null)
        {
            _acks.Add(id);
        }

        connection.Send(new Delivery(new AckMessage(id, error is null, error)));
    }

    private AckMessageError? Join(string group)
    {
        if (!connection.Permissions.CanJoinOrLeave(group))
        {
            return Forbid("join", group);
        }

        hub.Join(connection, group);
        return null;
    }

    private AckMessageError? Leave(string group)
    {
        if (!connection.Permissions.CanJoinOrLeave(group))
        {
            return Forbid("leave", group);
        }

        hub.Leave(connection, group);
        return null;
    }

    private AckMessageError? SendToGroup(SendToGroupMessage message)
    {
        if (!connection.Permissions.CanSend(message.Group))
        {
            return Forbid("send to", message.Group);
        }

        HashSet<string> excluded = message.NoEcho ? [connection.Id] : [];
        var data = new GroupDataMessage(message.Group, message.Data, message.DataType, connection.UserId, message.Metadata);
        EmulatorHub.Send(hub.InGroup(message.Group), new Delivery(data), excluded);
        return null;
    }

    private async Task<AckMessageError?> RaiseEventAsync(SendEventMessage message, CancellationToken cancellationToken)
    {
        var data = new MessageData(message.Data, message.DataType);
        UserEventResult result =
            await events.RaiseUserEventAsync(connection, message.EventName, data, message.Metadata, cancellationToken);
        if (!result.Success)
        {
            return new AckMessageError(AckMessageError.InternalServerError, "Internal server error");
        }

        if (result.Reply is { } reply)
        {
            connection.Send(new Delivery(new ServerDataMessage(reply.Bytes, reply.Type)));
        }

        return null;
    }

    private AckMessageError Forbid(string operation, string group)
    {
        logger.Forbidden(connection.Id, connection.Hub, operation, group);
        return new AckMessageError(AckMessageError.Forbidden, $"The client does not have permission to {operation} group '{group}'.");
    }
}
