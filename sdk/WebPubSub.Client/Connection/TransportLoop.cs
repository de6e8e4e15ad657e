// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Logging;
using WebPubSub.Client.Diagnostics;
using WebPubSub.Client.Sending;
using WebPubSub.Protocol;

namespace WebPubSub.Client.Connection;

/// <summary>The loop that runs one transport of a connection until it ends. It receives and acknowledges messages, and sends pings.</summary>
internal sealed class TransportLoop(
    Session session, Transport transport, SendQueue queue, WebPubSubClientOptions options, ClientLimits limits, IConnectionListener listener, ILogger logger)
{
    private const int MaxConsecutiveReads = 512; // then the loop yields to other work
    private static readonly TimeSpan TickInterval = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time = options.TimeProvider;
    private readonly Lock _gate = new(); // ticks may overlap
    private long _lastPing;
    private long _lastActivity;
    private int _framesSeen;
    private bool _isPingPending; // whether no frame was received since the last ping

    /// <summary>Runs the transport.</summary>
    /// <param name="first">A frame that was already received, if there is one.</param>
    /// <param name="aborting">Aborts the transport.</param>
    /// <returns>The reason why the transport ended.</returns>
    public async Task<TransportEnd> RunAsync(ReceivedFrame first, CancellationToken aborting)
    {
        using CancellationTokenRegistration abort = aborting.Register(() => transport.Abort(TransportEnd.Aborted));
        _lastPing = _lastActivity = _time.GetTimestamp();
        queue.Attach(new FrameWriter(queue, transport));
        ITimer timer = _time.CreateTimer(static loop => ((TransportLoop)loop!).Tick(), this, TickInterval, TickInterval);
        try
        {
            await ReceiveAllAsync(first).ConfigureAwait(false);
        }
        finally
        {
            await timer.DisposeAsync().ConfigureAwait(false);
            queue.Detach();
            await listener.OnIdleAsync().ConfigureAwait(false);
            transport.Abort(TransportEnd.Lost());
        }

        return transport.End;
    }

    private async Task ReceiveAllAsync(ReceivedFrame first)
    {
        for (int count = 1; ; count++)
        {
            ValueTask<ReceivedFrame> receiving = first.IsEnd ? transport.ReceiveAsync() : new ValueTask<ReceivedFrame>(first);
            first = default;
            if (!receiving.IsCompletedSuccessfully)
            {
                await listener.OnIdleAsync().ConfigureAwait(false);
            }

            if (await receiving.ConfigureAwait(false) is not { IsEnd: false } frame)
            {
                return;
            }

            await HandleAsync(frame).ConfigureAwait(false);
            if (count % MaxConsecutiveReads == 0)
            {
                await Task.Yield();
            }
        }
    }

    private ValueTask HandleAsync(in ReceivedFrame frame)
    {
        if (frame.Message is { } message)
        {
            return HandleAsync(message);
        }

        if (frame.SequenceId is { } sequenceId && !TryAccept(sequenceId))
        {
            ClientTelemetry.DuplicateDropped();
            return ValueTask.CompletedTask;
        }

        return listener.OnDataAsync(frame.Data);
    }

    private ValueTask HandleAsync(WebPubSubMessage message)
    {
        if (GetSequenceId(message) is { } sequenceId && !TryAccept(sequenceId))
        {
            ClientTelemetry.DuplicateDropped();
            return ValueTask.CompletedTask;
        }

        switch (message)
        {
            case PongMessage:
                return ValueTask.CompletedTask;
            case ConnectedMessage connected:
                session.Update(connected);
                return ValueTask.CompletedTask;
            case DisconnectedMessage disconnected:
                session.Update(disconnected);
                return ValueTask.CompletedTask;
            case UnknownMessage unknown:
                logger.UnknownMessage(unknown.Description);
                return ValueTask.CompletedTask;
            default:
                return listener.OnMessageAsync(message, transport.LastLength);
        }
    }

    // The service ends a connection that leaves too many messages, or too many bytes, unacknowledged.
    private bool TryAccept(long sequenceId)
    {
        bool isNew = session.Sequence.TryAccept(sequenceId, transport.LastLength, out long messages, out long bytes);
        if (messages > limits.AcknowledgeMessages || bytes > limits.AcknowledgeBytes)
        {
            Acknowledge();
        }

        return isNew;
    }

    private void Acknowledge()
    {
        if (!listener.IsBehind && session.Sequence.TakeAcknowledgement() is { } sequenceId)
        {
            ReadOnlyMemory<byte> frame = options.Protocol.GetMessageBytes(new SequenceAckMessage(sequenceId));
            queue.Control(control => control.SetSequenceAck(frame));
        }
    }

    private void Tick()
    {
        lock (_gate)
        {
            Acknowledge();
            UpdateLastActivity();
            Ping();
            TimeOut();
        }
    }

    // While its own buffers are full, the client does not read. This time does not count as inactivity of the service.
    private void UpdateLastActivity()
    {
        int frames = transport.ReceivedFrames;
        if (frames != _framesSeen || !transport.IsReceiving)
        {
            _isPingPending &= frames == _framesSeen;
            _framesSeen = frames;
            _lastActivity = _time.GetTimestamp();
        }
    }

    private void Ping()
    {
        if (options.KeepAliveInterval > TimeSpan.Zero && _time.GetElapsedTime(_lastPing) >= options.KeepAliveInterval)
        {
            _lastPing = _time.GetTimestamp();
            _isPingPending = true;
            ReadOnlyMemory<byte> frame = options.Protocol.GetMessageBytes(new PingMessage());
            queue.Control(control => control.SetPing(frame));
        }
    }

    // Time out only while a ping is outstanding: without a ping, an idle service sends no frames.
    private void TimeOut()
    {
        if (options.KeepAliveTimeout > TimeSpan.Zero && _isPingPending && _time.GetElapsedTime(_lastActivity) >= options.KeepAliveTimeout)
        {
            transport.Abort(new TransportEnd($"The service did not answer a ping within {options.KeepAliveTimeout} (KeepAliveTimeout)."));
        }
    }

    private static long? GetSequenceId(WebPubSubMessage message) => message switch
    {
        GroupDataMessage group => group.SequenceId,
        ServerDataMessage server => server.SequenceId,
        GroupStateSnapshotMessage snapshot => snapshot.SequenceId,
        GroupStateUpdateMessage update => update.SequenceId,
        UnknownMessage unknown => unknown.SequenceId,
        _ => null,
    };
}
