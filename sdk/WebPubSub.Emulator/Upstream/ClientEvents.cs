// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;
using WebPubSub.Emulator.Background;
using WebPubSub.Emulator.Connections;
using WebPubSub.Emulator.Hubs;
using WebPubSub.Emulator.Messages;

namespace WebPubSub.Emulator.Upstream;

/// <summary>The events of an open connection. See docs/protocols/event-handler.md#6-order-retries-timeouts and #13-the-events.</summary>
internal sealed class ClientEvents(UpstreamDispatcher upstream, BackgroundTasks background, EmulatorLifetime lifetime) : IConnectionListener
{
    private static readonly byte[] EmptyObject = "{}"u8.ToArray();

    public void RaiseDisconnected(ClientConnection connection, string reason) => Notify(
        connection,
        "disconnected",
        connection.NextEventId(),
        JsonSerializer.SerializeToUtf8Bytes(new DisconnectedBody(reason), UpstreamJsonContext.Default.DisconnectedBody));

    /// <summary>Takes an event ID. Without an event handler, only group events take none.</summary>
    public long? TakeEventId(ClientConnection connection, string change, string? group) =>
        group is null || upstream.HasGroupHandler(connection.Hub, change, group) ? connection.NextEventId() : null;

    public void OnChanged(ConnectionChange change)
    {
        ClientConnection connection = change.Connection;
        if (change.Group is null)
        {
            Notify(connection, change.Name, change.EventId, EmptyObject);
            return;
        }

        byte[] body = JsonSerializer.SerializeToUtf8Bytes(new GroupBody(change.Group), UpstreamJsonContext.Default.GroupBody);
        UpstreamEvent upstreamEvent =
            Create(connection, WebPubSubEventType.GroupPresence, change.Name, change.EventId, UpstreamEvent.Json, body) with { Group = change.Group };
        connection.AddNotification(background.Run(() => upstream.SendAsync(upstreamEvent, lifetime.Stopping)));
    }

    /// <summary>Sends a user event to its event handler, and stores the connection state of the answer.</summary>
    public async Task<UserEventResult> RaiseUserEventAsync(
        ClientConnection connection,
        string eventName,
        MessageData data,
        IReadOnlyDictionary<string, string>? metadata,
        CancellationToken cancellationToken)
    {
        string contentType = WebPubSubContentTypes.ToContentType(data.Type);
        UpstreamEvent upstreamEvent =
            Create(connection, WebPubSubEventType.User, eventName, connection.NextEventId(), contentType, data.Bytes.ToMemory(), metadata);
        UpstreamReply reply = await upstream.SendAsync(upstreamEvent, cancellationToken);
        if (ReferenceEquals(reply, UpstreamReply.ListenerOnly))
        {
            return UserEventResult.ListenerOnly;
        }

        if (!reply.IsSuccess)
        {
            return UserEventResult.Failed(reply);
        }

        connection.State = reply.ConnectionState ?? connection.State;
        return new UserEventResult(true, ReadData(reply), reply.Metadata);
    }

    private void Notify(ClientConnection connection, string eventName, long eventId, ReadOnlyMemory<byte> body)
    {
        UpstreamEvent upstreamEvent = Create(connection, WebPubSubEventType.System, eventName, eventId, UpstreamEvent.Json, body);
        background.Run(() => upstream.SendAsync(upstreamEvent, lifetime.Stopping));
    }

    private static UpstreamEvent Create(
        ClientConnection connection,
        WebPubSubEventType type,
        string eventName,
        long eventId,
        string contentType,
        ReadOnlyMemory<byte> body,
        IReadOnlyDictionary<string, string>? metadata = null) =>
        new(
            type,
            eventName,
            eventId,
            connection.Hub,
            connection.Id,
            connection.UserId,
            connection.Subprotocol,
            connection.State,
            contentType,
            body,
            connection.Cookies,
            metadata);

    private static MessageData? ReadData(UpstreamReply reply) => reply switch
    {
        { Body.IsEmpty: false } => MessageData.Create(reply.Body.ToArray(), MessageData.TypeOfReply(reply.ContentType)!.Value),
        { Metadata: not null } => new MessageData(BinaryData.Empty, WebPubSubDataType.Text),
        _ => null,
    };
}
