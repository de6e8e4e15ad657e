// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Logging;
using WebPubSub.Client.Connection;
using WebPubSub.Client.Diagnostics;
using WebPubSub.Client.Invoking;
using WebPubSub.Client.Receiving;
using WebPubSub.Client.Sending;
using WebPubSub.Client.Streams;
using WebPubSub.Protocol;

namespace WebPubSub.Client.Lifecycle;

/// <summary>
/// The connection listener of a run. It updates pending requests, invocations and streams, sets the state of the client, and raises its events.
/// </summary>
internal sealed class ConnectionListener(
    SendQueue queue, Invocations invocations, OutboundStreams streams, InboundQueue inbound, GroupRejoiner? rejoiner, RunEvents events, ILogger logger) : IConnectionListener
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Session? _session;
    private bool _hasConnected;

    /// <summary>Gets the connection; null while there is none.</summary>
    public Session? Session => _session;

    /// <summary>Gets the task that completes with the first connection.</summary>
    public Task Connected => _connected.Task;

    public bool IsBehind => inbound.IsExceeded;

    public async Task OnConnectedAsync(Session session)
    {
        bool isReconnected = _hasConnected;
        _hasConnected = true;
        _session = session;
        logger.Connected(session.ConnectionId);
        ClientTelemetry.Connected(isReconnected);
        events.SetState(WebPubSubClientState.Connected, new TransportEnd(isReconnected ? "A new connection was made." : "The connection was made."));
        Task rejoining = rejoiner?.RejoinAsync() ?? Task.CompletedTask;
        _connected.TrySetResult();
        await rejoining.ConfigureAwait(false);
        lock (_gate)
        {
            if (_session == session) // Connected must not follow Disconnected of the same connection
            {
                events.Connected(session, isReconnected);
            }
        }
    }

    public void OnRecovering(Session session, TransportEnd end)
    {
        invocations.FailSent(end.Reason);
        streams.Interrupt(end.Reason);
        events.SetState(WebPubSubClientState.Recovering, end);
    }

    public void OnRecovered(Session session)
    {
        queue.Repeat();
        streams.Resume();
        ClientTelemetry.Recovered();
        events.SetState(WebPubSubClientState.Connected, new TransportEnd("The connection was recovered."));
    }

    public void OnDisconnected(Session session, TransportEnd end)
    {
        queue.EndConnection(end.Reason, end.IsRejection);
        invocations.FailSent(end.Reason);
        streams.EndConnection(end.Reason);
        ClientTelemetry.Disconnected((int?)end.CloseStatus);
        lock (_gate)
        {
            _session = null;
        }

        events.SetState(WebPubSubClientState.Disconnected, end);
        events.Disconnected(session, end);
    }

    // Answers of the service bypass the inbound queue, so they never wait for unhandled messages.
    public ValueTask OnMessageAsync(WebPubSubMessage message, int bytes)
    {
        switch (message)
        {
            case AckMessage ack:
                queue.Complete(ack);
                return ValueTask.CompletedTask;
            case InvokeResponseMessage response:
                invocations.Complete(response);
                return ValueTask.CompletedTask;
            case StreamAckMessage streamAck:
                streams.Acknowledge(streamAck);
                return ValueTask.CompletedTask;
            case StreamNackMessage streamNack:
                streams.Reject(streamNack);
                return ValueTask.CompletedTask;
            case StreamClosedMessage streamClosed:
                streams.Close(streamClosed);
                return ValueTask.CompletedTask;
            default:
                return inbound.WriteAsync(message, bytes);
        }
    }

    public ValueTask OnDataAsync(ReadOnlyMemory<byte> frame) => inbound.WriteAsync(frame);

    public Task OnIdleAsync() => inbound.FlushAsync();
}
