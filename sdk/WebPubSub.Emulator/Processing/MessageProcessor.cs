// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Logging;
using WebPubSub.Emulator.Background;
using WebPubSub.Emulator.Connections;
using WebPubSub.Emulator.Hubs;
using WebPubSub.Emulator.Messages;
using WebPubSub.Emulator.Upstream;
using WebPubSub.Protocol;

namespace WebPubSub.Emulator.Processing;

/// <summary>
/// Processes and acknowledges the messages of a client with a subprotocol.
/// See docs/protocols/client-protocols.md#5-json-upstream-messages and #10-acknowledgements.
/// </summary>
internal sealed class MessageProcessor(
    ClientConnection connection, EmulatorHub hub, ClientEvents events, BackgroundTasks background, TimeProvider time, ILogger logger)
{
    private const int MaxConsecutiveSends = 32; // then a publisher waits for subscribers that are far behind

    private static readonly Delivery Pong = new(new PongMessage());
    private AckCache? _acks; // created on first use, like the next two fields
    private PendingInvocations? _invocations;
    private ClientStreams? _streams;
    private int _sends;

    public bool HasOpenStreams => _streams?.HasOpen == true;

    private PendingInvocations Invocations => _invocations ??= new PendingInvocations(connection, events, background);

    private ClientStreams Streams => _streams ??= new ClientStreams(connection, hub, time, logger);

    public void End() => _streams?.EndAll();

    public Task ProcessAsync(WebPubSubMessage message, CancellationToken cancellationToken)
    {
        switch (message)
        {
            case JoinGroupMessage join:
                Acknowledge(join.AckId, () => Join(join.Group));
                return connection.WhenNotifiedAsync(cancellationToken);
            case LeaveGroupMessage leave:
                Acknowledge(leave.AckId, () => Leave(leave.Group));
                return connection.WhenNotifiedAsync(cancellationToken);
            case SendToGroupMessage send:
                Acknowledge(send.AckId, () => SendToGroup(send));
                return ++_sends % MaxConsecutiveSends == 0 ? connection.WaitForSlowMembersAsync(hub.GetGroupConnections(send.Group)) : Task.CompletedTask;
            case SendEventMessage sendEvent:
                return AcknowledgeAsync(sendEvent.AckId, () => RaiseEventAsync(sendEvent, cancellationToken));
            case PingMessage:
                connection.Send(Pong);
                return Task.CompletedTask;
            case SequenceAckMessage acknowledgement:
                connection.Link.Acknowledge(acknowledgement.SequenceId); // no effect on a connection that is not reliable
                return Task.CompletedTask;
            default:
                ProcessPreview(message, cancellationToken);
                return Task.CompletedTask;
        }
    }

    private void ProcessPreview(WebPubSubMessage message, CancellationToken cancellationToken)
    {
        switch (message)
        {
            case InvokeMessage invoke:
                Invocations.Start(invoke, cancellationToken);
                break;
            case CancelInvocationMessage cancel:
                _invocations?.Cancel(cancel.InvocationId);
                break;
            case StreamStartMessage start:
                Streams.Start(start);
                break;
            case StreamDataMessage data:
                Streams.Continue(data);
                break;
            case StreamEndMessage end:
                Streams.End(end);
                break;
            case SetGroupStateMessage set:
                Acknowledge(set.AckId, () => connection.Permissions.CanSetState(set.Group) ? Rejection.From(hub.States.Set(connection, set)) : Forbid("set its state in", set.Group));
                break;
            case SubscribeGroupStateMessage subscribe:
                SubscribeToStates(subscribe);
                break;
            case UnsubscribeGroupStateMessage unsubscribe:
                Acknowledge(unsubscribe.AckId, () => UnsubscribeFromStates(unsubscribe.Group));
                break;
        }
    }

    // The acknowledgement comes before the snapshot. See docs/protocols/client-protocols.md#153-semantics.
    private void SubscribeToStates(SubscribeGroupStateMessage message)
    {
        bool isSubscribed = false;
        Acknowledge(message.AckId, () =>
        {
            Rejection? rejection = connection.Permissions.CanGetState(message.Group)
                ? Rejection.From(hub.States.Subscribe(connection, message.Group))
                : Forbid("see the states of", message.Group);
            isSubscribed = rejection is null;
            return rejection;
        });
        if (isSubscribed)
        {
            connection.Send(hub.States.TakeSnapshot(message.Group));
        }
    }

    private Rejection? UnsubscribeFromStates(string group)
    {
        hub.States.Unsubscribe(connection, group);
        return null;
    }

    private void Acknowledge(long? ackId, Func<Rejection?> operation)
    {
        if (!IsDuplicate(ackId))
        {
            Answer(ackId, operation());
        }
    }

    private async Task AcknowledgeAsync(long? ackId, Func<Task<Rejection?>> operation)
    {
        if (!IsDuplicate(ackId))
        {
            Answer(ackId, await operation());
        }
    }

    private bool IsDuplicate(long? ackId)
    {
        if (ackId is not { } id || _acks?.Contains(id) != true)
        {
            return false;
        }

        Answer(id, new Rejection(new AckMessageError(AckMessageError.Duplicate, $"Message with ack-id: {id} has been processed")));
        return true;
    }

    // Only a successful message uses its ack ID. A client may send a failed message again with the same ack ID.
    private void Answer(long? ackId, Rejection? rejection)
    {
        if (ackId is not { } id)
        {
            return;
        }

        if (rejection is null)
        {
            (_acks ??= new AckCache(connection.Limits.AckCacheSize)).Add(id);
        }

        connection.Send(new Delivery(new AckMessage(id, rejection is null, rejection?.Error)) { Explanation = rejection?.Explanation });
    }

    private Rejection? Join(string group)
    {
        if (!connection.Permissions.CanJoinOrLeave(group))
        {
            return Forbid("join", group);
        }

        if (hub.CountGroups(connection) >= EmulatorHub.MaxGroups)
        {
            return new Rejection(new AckMessageError(AckMessageError.BadRequest, $"The client is in {EmulatorHub.MaxGroups} groups, which is the limit of the emulator."));
        }

        if (group.Contains('/', StringComparison.Ordinal))
        {
            logger.GroupWithSlash(connection.Id, connection.Hub, group);
        }

        hub.Join(connection, group);
        return null;
    }

    private Rejection? Leave(string group)
    {
        if (!connection.Permissions.CanJoinOrLeave(group))
        {
            return Forbid("leave", group);
        }

        hub.Leave(connection, group);
        return null;
    }

    private Rejection? SendToGroup(SendToGroupMessage message)
    {
        if (!connection.Permissions.CanSend(message.Group))
        {
            return Forbid("send to", message.Group);
        }

        HashSet<string> excluded = message.NoEcho ? [connection.Id] : [];
        var data = new GroupDataMessage(message.Group, message.DataType, message.Data, sequenceId: null, connection.UserId) { Metadata = message.Metadata };
        hub.Send(hub.GetGroupConnections(message.Group), Delivery.CreateWithTtl(message.TtlSeconds, data, time), excluded);
        return null;
    }

    private async Task<Rejection?> RaiseEventAsync(SendEventMessage message, CancellationToken cancellationToken)
    {
        var data = new MessageData(message.Data, message.DataType);
        UserEventResult result =
            await events.RaiseUserEventAsync(connection, message.EventName, data, message.Metadata, cancellationToken);
        if (!result.Success)
        {
            return new Rejection(new AckMessageError(AckMessageError.InternalServerError, $"Internal server error. {result.Explanation}"), result.Reason);
        }

        if (result.Reply is { } reply)
        {
            connection.Send(new Delivery(new ServerDataMessage(reply.Type, reply.Bytes, sequenceId: null) { Metadata = result.Metadata }));
        }

        return null;
    }

    private Rejection Forbid(string operation, string group)
    {
        string explanation = Explanation.MissingRole(operation, group);
        logger.Forbidden(connection.Id, connection.Hub, explanation);
        return new Rejection(new AckMessageError(AckMessageError.Forbidden, $"The client does not have permission to {operation} group '{group}'."), explanation);
    }
}
