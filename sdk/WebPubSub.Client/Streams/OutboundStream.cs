// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using WebPubSub.Client.Sending;
using WebPubSub.Protocol;

namespace WebPubSub.Client.Streams;

/// <summary>A stream to a group: what of it is to be sent, and sent again, until the service has closed it.</summary>
/// <remarks>Protocol reference: client protocols, sections 14.4 and 14.5.</remarks>
internal sealed class OutboundStream : IDisposable
{
    private static readonly TimeSpan DefaultIdleTimeout = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan FirstRetryDelay = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan MaxRetryDelay = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly StreamWindow _window = new();
    private readonly Room _room;
    private readonly Outbox _outbox;
    private readonly WebPubSubProtocol _protocol;
    private readonly TimeProvider _time;
    private readonly ReadOnlyMemory<byte> _start;
    private readonly ReadOnlyMemory<byte> _sign; // of life
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StreamTurn _turn;
    private readonly TimeSpan _signInterval;
    private readonly bool _keepsAlive;
    private ITimer? _signTimer;
    private ITimer? _retryTimer;
    private TimeSpan _retryDelay = FirstRetryDelay;
    private ReadOnlyMemory<byte> _end;
    private bool _hasTurn;
    private bool _isStartSent;
    private bool _isEndSent;
    private bool _wasEndSent; // on a transport that is lost
    private bool _isSignDue;
    private bool _wasActive;
    private bool _isPaused; // the service has asked for time
    private bool _isFinished;

    public OutboundStream(string group, string streamId, GroupStreamOptions options, Outbox outbox, WebPubSubProtocol protocol, TimeProvider time)
    {
        Group = group;
        StreamId = streamId;
        _room = new Room(options.BufferCapacity);
        _outbox = outbox;
        _protocol = protocol;
        _time = time;
        _start = protocol.GetMessageBytes(new StreamStartMessage(group, streamId, options.IdleTimeout, options.NoEcho));
        _sign = protocol.GetMessageBytes(new StreamDataMessage(streamId));
        _turn = new StreamTurn(TakeNext);
        _keepsAlive = options.KeepAlive;
        _signInterval = (options.IdleTimeout ?? DefaultIdleTimeout) / 3;
    }

    public string Group { get; }

    public string StreamId { get; }

    /// <summary>Gets the task that ends when the service has taken the stream in.</summary>
    public Task Opened => _opened.Task;

    /// <summary>Gets the task that ends with the stream.</summary>
    public Task Completion => _completion.Task;

    /// <summary>Gets or sets what happens once, when it ends.</summary>
    public Action<OutboundStream> Ended { get; set; } = _ => { };

    /// <summary>Begins.</summary>
    public void Start() => Schedule();

    /// <summary>Adds a fragment, and waits until there is room for it.</summary>
    /// <exception cref="GroupStreamFailedException">The stream has failed.</exception>
    /// <exception cref="InvalidOperationException">It has been completed.</exception>
    public async Task WriteAsync(BinaryData data, WebPubSubDataType dataType, Func<WebPubSubMessage, ReadOnlyMemory<byte>> encode, CancellationToken cancellationToken)
    {
        Task room;
        lock (_gate)
        {
            ThrowIfEnded();
            _window.Add(encode(new StreamDataMessage(StreamId, _window.NextId, data, dataType)));
            room = _room.Take();
        }

        Schedule();
        await room.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Says that nothing more comes, behind what waits; of a stream that is given up what was not sent is not sent any more.</summary>
    public void End(StreamError? error)
    {
        int dropped = 0;
        lock (_gate)
        {
            if (!_end.IsEmpty || _isFinished)
            {
                return;
            }

            _end = _protocol.GetMessageBytes(new StreamEndMessage(StreamId, error));
            dropped = error is null ? 0 : _window.DropUnsent();
        }

        Release(dropped);
        Schedule();
    }

    public void Acknowledge(ulong expectedSequenceId)
    {
        if (_opened.TrySetResult())
        {
            StartSigns();
        }

        int released;
        lock (_gate)
        {
            released = _window.Acknowledge(expectedSequenceId);
            if (released > 0)
            {
                _retryDelay = FirstRetryDelay;
            }
        }

        Advance(released, expectedSequenceId);
    }

    /// <summary>The service has not taken a fragment. It is sent again, and nobody need know.</summary>
    public void Reject(StreamNackMessage message)
    {
        int released;
        lock (_gate)
        {
            released = _window.Reject(message.ExpectedSequenceId);
            if (released >= 0 && !_isFinished && message.Name != StreamNackMessage.InvalidSequenceId && !_isPaused)
            {
                Pause();
            }
        }

        Advance(released, message.ExpectedSequenceId);
    }

    /// <summary>The service has ended it.</summary>
    public void Close(StreamError? error)
    {
        // It had got the end, and all before it, and its answer was lost with the transport.
        if (error is null || (error.Name == StreamError.StreamNotFound && _wasEndSent))
        {
            Finish(null);
        }
        else
        {
            Finish(GroupStreamFailedException.From(Group, StreamId, error));
        }
    }

    /// <summary>There is a new transport to the same connection: whatever was not acknowledged is sent again.</summary>
    public void Resume()
    {
        lock (_gate)
        {
            _window.Rewind();
            _wasEndSent |= _isEndSent;
            _isEndSent = false;
        }

        Schedule();
    }

    /// <summary>The transport has ended. Whether the service took in a stream that was just being opened can no longer be found out.</summary>
    public void Interrupt(string reason)
    {
        if (_isStartSent && !_opened.Task.IsCompleted)
        {
            Fail(reason);
        }
    }

    /// <summary>The connection has ended, and with it the stream, unless the service has not heard of it yet.</summary>
    public void EndConnection(string reason)
    {
        if (_isStartSent)
        {
            Fail(reason);
        }
    }

    /// <summary>Nobody wants it any more.</summary>
    public void GiveUp(string reason)
    {
        if (_isStartSent)
        {
            _outbox.EnqueueUrgent(new OutboundFrame(_protocol.GetMessageBytes(new StreamEndMessage(StreamId, new StreamError(Name: null, reason)))));
        }

        Fail(reason);
    }

    public void Fail(string reason) => Finish(new GroupStreamFailedException(
        $"The connection ended before the stream did. {reason}", Group, StreamId, GroupStreamFailedException.ConnectionLost));

    public void Dispose()
    {
        lock (_gate)
        {
            _signTimer?.Dispose();
            _retryTimer?.Dispose();
        }
    }

    // Under the lock of the outbox.
    private ReadOnlyMemory<byte> TakeNext(out bool hasMore)
    {
        lock (_gate)
        {
            ReadOnlyMemory<byte> frame = Take();
            hasMore = _hasTurn = !frame.IsEmpty && HasNext;
            _wasActive |= !frame.IsEmpty;
            return frame;
        }
    }

    private bool HasNext => _opened.Task.IsCompleted && ((_window.HasNext && !_isPaused) || _isSignDue || (!_end.IsEmpty && !_isEndSent && _window.IsSent));

    private ReadOnlyMemory<byte> Take()
    {
        if (_isFinished)
        {
            return default;
        }

        if (!_isStartSent)
        {
            _isStartSent = true;
            return _start;
        }

        if (!_opened.Task.IsCompleted)
        {
            return default;
        }

        if (_window.HasNext && !_isPaused)
        {
            return _window.TakeNext();
        }

        if (!_end.IsEmpty && !_isEndSent && _window.IsSent)
        {
            _isEndSent = true;
            return _end;
        }

        ReadOnlyMemory<byte> sign = _isSignDue ? _sign : default;
        _isSignDue = false;
        return sign;
    }

    private void Schedule()
    {
        lock (_gate)
        {
            if (_hasTurn)
            {
                return;
            }

            _hasTurn = true;
        }

        if (!_outbox.TryEnqueueTurn(_turn))
        {
            Fail("The client has stopped.");
        }
    }

    private void Advance(int released, ulong expectedSequenceId)
    {
        if (released < 0)
        {
            string reason = string.Create(CultureInfo.InvariantCulture, $"The service expects fragment {expectedSequenceId}, which was acknowledged before, or was never sent.");
            var error = new StreamError(Name: null, reason, GroupStreamFailedException.ProtocolViolation);
            _outbox.EnqueueUrgent(new OutboundFrame(_protocol.GetMessageBytes(new StreamEndMessage(StreamId, error))));
            Finish(new GroupStreamFailedException(reason, Group, StreamId, GroupStreamFailedException.ProtocolViolation));
            return;
        }

        Release(released);
        Schedule();
    }

    private void Release(int count)
    {
        if (count > 0)
        {
            _room.Release(count);
        }
    }

    private void StartSigns()
    {
        if (!_keepsAlive)
        {
            return;
        }

        lock (_gate)
        {
            if (!_isFinished)
            {
                _signTimer = _time.CreateTimer(static stream => ((OutboundStream)stream!).GiveSign(), this, _signInterval, _signInterval);
            }
        }
    }

    private void GiveSign()
    {
        lock (_gate)
        {
            _isSignDue = !_wasActive;
            _wasActive = false;
            if (!_isSignDue)
            {
                return;
            }
        }

        Schedule();
    }

    private void Pause()
    {
        _isPaused = true;
        _retryTimer?.Dispose();
        _retryTimer = _time.CreateTimer(static stream => ((OutboundStream)stream!).GoOn(), this, _retryDelay, Timeout.InfiniteTimeSpan);
        _retryDelay = TimeSpan.FromTicks(Math.Min(_retryDelay.Ticks * 2, MaxRetryDelay.Ticks));
    }

    private void GoOn()
    {
        lock (_gate)
        {
            _isPaused = false;
        }

        Schedule();
    }

    private void ThrowIfEnded()
    {
        if (_completion.Task is { IsFaulted: true, Exception: { } exception })
        {
            throw exception.InnerException!;
        }

        if (!_end.IsEmpty || _completion.Task.IsCompleted)
        {
            throw new InvalidOperationException("The stream has been completed.");
        }
    }

    private void Finish(Exception? failure)
    {
        lock (_gate)
        {
            if (_isFinished)
            {
                return;
            }

            _isFinished = true;
        }

        Ended(this); // before anyone who waits for that opens another with the same id
        if (failure is null)
        {
            _completion.TrySetResult();
        }
        else
        {
            _completion.TrySetException(failure);
        }

        _ = _completion.Task.Exception; // who writes is told there
        _opened.TrySetException(failure ?? new InvalidOperationException("The stream was closed before it was opened."));
        _ = _opened.Task.Exception;
        Dispose();
        _room.Fail(failure ?? new InvalidOperationException("The stream was closed before all of it was acknowledged."));
    }
}
