// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;
using WebPubSub.Emulator.Background;
using WebPubSub.Emulator.Connections;
using WebPubSub.Emulator.Hubs;
using WebPubSub.Emulator.Messages;

namespace WebPubSub.Emulator.Upstream;

/// <summary>The events of an open connection. See docs/protocols/event-handler.md#6-order-retries-timeouts and #13-the-events.</summary>
internal sealed class ClientEvents(UpstreamDispatcher upstream, BackgroundTasks background, EmulatorLifetime lifetime) : IMembershipListener
{
    private static readonly byte[] EmptyObject = "{}"u8.ToArray();

    public void RaiseConnected(ClientConnection connection) => Notify(connection, "connected", EmptyObject);

    public void RaiseDisconnected(ClientConnection connection, string reason) => Notify(
        connection,
        "disconnected",
        JsonSerializer.SerializeToUtf8Bytes(new DisconnectedBody(reason), UpstreamJsonContext.Default.DisconnectedBody));

    /// <summary>Sends a group event if an event handler receives it. Only then the event uses an event ID of the connection.</summary>
    public void OnGroupChanged(ClientConnection connection, string group, string change)
    {
        if (upstream.HasGroupHandler(connection.Hub, change, group))
        {
            byte[] body = JsonSerializer.SerializeToUtf8Bytes(new GroupBody(group), UpstreamJsonContext.Default.GroupBody);
            UpstreamEvent upstreamEvent = Create(connection, WebPubSubEventType.GroupPresence, change, UpstreamEvent.Json, body) with { Group = group };
            connection.AddNotification(background.Run(() => upstream.SendAsync(upstreamEvent, lifetime.Stopping)));
        }
    }

    /// <summary>Sends a user event to its event handler, and stores the connection state of the answer.</summary>
    public async Task<UserEventResult> RaiseUserEventAsync(
        ClientConnection connection,
        string eventName,
        MessageData data,
        IReadOnlyDictionary<string, string>? metadata,
        CancellationToken cancellationToken)
    {
        UpstreamEvent upstreamEvent =
            Create(connection, WebPubSubEventType.User, eventName, WebPubSubContentTypes.ToContentType(data.Type), data.Bytes.ToMemory(), metadata);
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

    private void Notify(ClientConnection connection, string eventName, ReadOnlyMemory<byte> body)
    {
        UpstreamEvent upstreamEvent = Create(connection, WebPubSubEventType.System, eventName, UpstreamEvent.Json, body);
        background.Run(() => upstream.SendAsync(upstreamEvent, lifetime.Stopping));
    }

    private static UpstreamEvent Create(
        ClientConnection connection,
        WebPubSubEventType type,
        string eventName,
        string contentType,
        ReadOnlyMemory<byte> body,
        IReadOnlyDictionary<string, string>? metadata = null) =>
        new(
            type,
            eventName,
            connection.NextEventId(),
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
