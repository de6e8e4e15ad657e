// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Protocol;

namespace WebPubSub.Client.Sending;

/// <summary>
/// The outgoing frames of a client, in the order of the calls, over any number of transports and connections. <see cref="FrameState"/> lists the stages of a frame.
/// </summary>
/// <remarks>
/// The queue limits the number of messages and bytes, with or without a transport. It has no thread: a method that adds work calls the attached
/// <see cref="IFrameWriter"/>, unless the writer is already writing.
/// </remarks>
/// <param name="messageCapacity">The maximum number of frames that are admitted and unsent.</param>
/// <param name="byteCapacity">The maximum number of bytes in the queue, including unacknowledged frames.</param>
/// <param name="ackCacheSize">The number of ack IDs that the service remembers for a recoverable connection.</param>
/// <param name="encoder">The encoder of the frames.</param>
/// <param name="onWaitStarted">The callback, outside the lock, for a caller that starts to wait for the service while no other caller waits.</param>
internal sealed class SendQueue(int messageCapacity, long byteCapacity, int ackCacheSize, MessageEncoder encoder, Action onWaitStarted)
{
    private readonly Lock _gate = new();
    private readonly FrameBuffer _frames = new(messageCapacity, byteCapacity, ackCacheSize);
    private readonly ControlFrames _control = new();
    private IFrameWriter? _writer;
    private bool _isWriting;
    private bool _isCompleting;
    private Func<long?, Exception>? _createFailure; // not null after the queue is closed

    /// <summary>Gets whether a caller waits for an acknowledgement or a slot.</summary>
    public bool HasWaitingCallers => Read(static frames => frames.WaitingCallers > 0);

    /// <summary>Gets the number of frames that are admitted and unsent, and the number of bytes of all frames.</summary>
    public (int Messages, long Bytes) BufferUsage => Read(static frames => (frames.SlotsInUse, frames.HeldBytes));

    private bool IsAtEnd => _isCompleting && _frames.IsEmpty && _control.IsEmpty;

    /// <summary>Adds a frame behind all others. The task completes when the frame has a slot and is encoded.</summary>
    /// <exception cref="ArgumentException">The frame can't be encoded.</exception>
    /// <exception cref="InvalidOperationException">Another frame with the same ack ID is pending.</exception>
    public ValueTask EnqueueAsync(OutboundFrame frame)
    {
        bool isFirstWaiter;
        lock (_gate)
        {
            if (_createFailure is not null)
            {
                throw _createFailure((long?)(frame as AcknowledgedFrame)?.AckId);
            }

            isFirstWaiter = _frames.WaitingCallers == 0;
            _frames.Add(frame);
            isFirstWaiter &= _frames.WaitingCallers > 0;
        }

        if (isFirstWaiter)
        {
            onWaitStarted();
        }

        return CommitAsync(frame);
    }

    /// <summary>Adds frames in front of all others, without waiting for slots: later requests may depend on them.</summary>
    public void EnqueueFirst(IReadOnlyList<AcknowledgedFrame> frames)
    {
        frames.ToList().ForEach(frame => frame.Encode(encoder));
        Change(() => frames.Reverse().ToList().ForEach(_frames.AddFirst));
    }

    /// <summary>Adds a turn behind all frames that have a slot. The owner of the turn limits its own frames. Returns false if the queue is closed.</summary>
    public bool TryEnqueuePlaceholder(OutboundFrame turn)
    {
        bool isClosed = false;
        Change(() =>
        {
            isClosed = _createFailure is not null;
            if (!isClosed)
            {
                _frames.AddPlaceholder(turn);
            }
        });
        return !isClosed;
    }

    /// <summary>Changes the control frames, which are written before all others. Without a transport, the change is dropped.</summary>
    public void Control(Action<ControlFrames> change) => Change(() =>
    {
        if (_writer is not null)
        {
            change(_control);
        }
    });

    /// <summary>Cancels a frame. Returns false if the frame is past the stage <paramref name="latest"/>.</summary>
    public bool TryCancel(OutboundFrame frame, FrameState latest, CancellationToken cancellationToken)
    {
        bool isRemoved = TryRemove(frame, latest);
        if (isRemoved)
        {
            frame.Cancel(cancellationToken);
        }

        return isRemoved;
    }

    /// <summary>Completes the sent frame with the ID of an acknowledgement. Ignores an acknowledgement without a sent frame.</summary>
    public void Complete(AckMessage ack)
    {
        AcknowledgedFrame? frame;
        IFrameWriter? writer;
        lock (_gate)
        {
            frame = _frames.FindSent(ack.AckId);
            if (frame is null)
            {
                return;
            }

            _frames.Remove(frame);
            writer = BeginWriting();
        }

        frame.Complete(ack);
        writer?.Write();
    }

    /// <summary>Fails the frames whose deadline has passed. Returns the earliest deadline of the remaining frames; null if there is none.</summary>
    public long? FailOverdue(long now, Func<long, Exception> createFailure)
    {
        AcknowledgedFrame[] overdue = [];
        long? next = null;
        Change(() =>
        {
            overdue = [.. _frames.Pending.Where(frame => frame.Deadline <= now)];
            Array.ForEach(overdue, _frames.Remove);
            next = _frames.Pending.Select(frame => frame.Deadline).Where(deadline => deadline < long.MaxValue).Cast<long?>().Min();
        });
        Fail(overdue, ackId => createFailure(ackId!.Value));
        return next;
    }

    /// <summary>Begins a new connection. The send window applies only to a recoverable connection.</summary>
    public void BeginConnection(bool isRecoverable) => Change(() => _frames.BeginConnection(isRecoverable));

    /// <summary>Repeats the unacknowledged frames of this connection on its next transport. The service recognizes the frames that it has processed.</summary>
    public void Repeat() => Change(_frames.Repeat);

    /// <summary>
    /// Ends the connection: unacknowledged frames fail, unless they may be repeated on the next connection. Unsent frames wait for the next connection.
    /// </summary>
    /// <param name="reason">The reason why the connection ended.</param>
    /// <param name="isRejected">Whether the service ended the connection because of a frame. In this case, no sent frame is repeated.</param>
    public void EndConnection(string reason, bool isRejected)
    {
        AcknowledgedFrame[] failed = [];
        Change(() => failed = _frames.EndConnection(isRejected));
        string message = $"The connection ended before the service acknowledged the message, and the service may have carried it out. {reason}";
        Fail(failed, ackId => new SendMessageFailedException(message, ackId, SendMessageFailedException.ConnectionLost));
    }

    /// <summary>Attaches a writer. It is the only writer until <see cref="Detach"/>.</summary>
    public void Attach(IFrameWriter writer) => Change(() =>
    {
        _writer = writer;
        _isWriting = false;
    });

    /// <summary>Detaches the writer after its transport has ended. Drops the control frames, which belong to that transport.</summary>
    public void Detach() => Change(() =>
    {
        _writer = null;
        _control.Clear();
    });

    /// <summary>Makes the writer close its transport when no frame is left to write.</summary>
    public void CompleteWriting() => Change(() => _isCompleting = true);

    /// <summary>Takes the next frame. Returns false if no frame can be written now; the writer then stops until the queue calls it again.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="frame">The frame; empty if the writer must close the transport.</param>
    public bool TryTake(IFrameWriter writer, out ReadOnlyMemory<byte> frame)
    {
        lock (_gate)
        {
            frame = default;
            if (writer != _writer)
            {
                return false; // this writer is no longer attached
            }

            if (!_control.TryTake(out frame))
            {
                frame = _frames.TakeNext();
            }

            _isWriting = !frame.IsEmpty || IsAtEnd;
            return _isWriting;
        }
    }

    /// <summary>Fails all frames, including frames that are added later.</summary>
    public void Close(Func<long?, Exception> createFailure)
    {
        OutboundFrame[] all = [];
        Change(() =>
        {
            _createFailure = createFailure;
            all = _frames.RemoveAll();
            _control.Clear();
        });
        Fail(all, createFailure);
    }

    private static void Fail(OutboundFrame[] frames, Func<long?, Exception> createFailure) =>
        Array.ForEach(frames, frame => frame.Fail(createFailure((long?)(frame as AcknowledgedFrame)?.AckId)));

    private async ValueTask CommitAsync(OutboundFrame frame)
    {
        if (frame.Slot is { } slot)
        {
            await slot.Task.ConfigureAwait(false);
        }

        Commit(frame);
    }

    // Encodes outside the lock. The frame already has its position in the order.
    private void Commit(OutboundFrame frame)
    {
        try
        {
            frame.Encode(encoder);
        }
        catch
        {
            TryRemove(frame, FrameState.Sent);
            throw;
        }

        IFrameWriter? writer;
        lock (_gate)
        {
            if (!_frames.TryCommit(frame) && frame is not AcknowledgedFrame && _createFailure is not null)
            {
                throw _createFailure(null);
            }

            writer = BeginWriting();
        }

        writer?.Write();
    }

    private bool TryRemove(OutboundFrame frame, FrameState latest)
    {
        bool isRemoved = false;
        Change(() =>
        {
            isRemoved = frame.State != FrameState.New && frame.State <= latest;
            if (isRemoved)
            {
                _frames.Remove(frame);
            }
        });
        return isRemoved;
    }

    private T Read<T>(Func<FrameBuffer, T> read)
    {
        lock (_gate)
        {
            return read(_frames);
        }
    }

    private void Change(Action change)
    {
        IFrameWriter? writer;
        lock (_gate)
        {
            change();
            writer = BeginWriting();
        }

        writer?.Write();
    }

    private IFrameWriter? BeginWriting()
    {
        if (_writer is null || _isWriting || !(_frames.HasNext || !_control.IsEmpty || IsAtEnd))
        {
            return null;
        }

        _isWriting = true;
        return _writer;
    }
}
