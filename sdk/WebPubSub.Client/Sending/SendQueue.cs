// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Protocol;

namespace WebPubSub.Client.Sending;

/// <summary>
/// The frames of a client, in the order of the calls, over any number of transports and connections. <see cref="FrameState"/> lists the stages of a frame.
/// </summary>
/// <remarks>
/// The queue is bounded in messages and bytes, with or without a transport. It owns no thread: a method that adds work gives the turn to the
/// attached <see cref="IFrameWriter"/>, unless the writer has it already.
/// </remarks>
/// <param name="messageCapacity">How many frames may be admitted and unsent.</param>
/// <param name="byteCapacity">How many bytes the queue may hold, those of unacknowledged frames included.</param>
/// <param name="ackMemory">How many ack IDs the service remembers for a recoverable connection.</param>
/// <param name="encoder">Encodes the frames.</param>
/// <param name="awaited">Called, never under the lock, when a caller starts to wait for the service while no other did.</param>
internal sealed class SendQueue(int messageCapacity, long byteCapacity, int ackMemory, MessageEncoder encoder, Action awaited)
{
    private readonly Lock _gate = new();
    private readonly FrameBuffer _frames = new(messageCapacity, byteCapacity, ackMemory);
    private readonly ControlFrames _control = new();
    private IFrameWriter? _writer;
    private bool _isWriting;
    private bool _isCompleting;
    private Func<long?, Exception>? _createFailure; // once the queue is closed

    /// <summary>Gets whether a caller waits for the service: for an acknowledgement, or for a slot.</summary>
    public bool IsAwaited => Read(static frames => frames.Awaited > 0);

    /// <summary>Gets how many frames are admitted and unsent, and how many bytes all frames hold.</summary>
    public (int Messages, long Bytes) Held => Read(static frames => (frames.SlotsInUse, frames.HeldBytes));

    private bool IsAtEnd => _isCompleting && _frames.IsEmpty && _control.IsEmpty;

    /// <summary>Adds a frame behind all others. The task completes when the frame has a slot and is encoded.</summary>
    /// <exception cref="ArgumentException">The frame can't be encoded.</exception>
    /// <exception cref="InvalidOperationException">Another frame with the same ack ID is pending.</exception>
    public ValueTask EnqueueAsync(OutboundFrame frame)
    {
        bool isFirstAwaited;
        lock (_gate)
        {
            if (_createFailure is not null)
            {
                throw _createFailure((long?)(frame as AcknowledgedFrame)?.AckId);
            }

            isFirstAwaited = _frames.Awaited == 0;
            _frames.Add(frame);
            isFirstAwaited &= _frames.Awaited > 0;
        }

        if (isFirstAwaited)
        {
            awaited();
        }

        return CommitAsync(frame);
    }

    /// <summary>Adds frames in front of all others, without waiting for slots: later requests may depend on them.</summary>
    public void EnqueueFirst(IReadOnlyList<AcknowledgedFrame> frames)
    {
        frames.ToList().ForEach(frame => frame.Encode(encoder));
        Change(() => frames.Reverse().ToList().ForEach(_frames.AddFirst));
    }

    /// <summary>Adds a turn behind all others, for an owner that bounds its own frames. Returns false when the queue is closed.</summary>
    public bool TryEnqueueTurn(OutboundFrame turn)
    {
        bool isClosed = false;
        Change(() =>
        {
            isClosed = _createFailure is not null;
            if (!isClosed)
            {
                _frames.AddTurn(turn);
            }
        });
        return !isClosed;
    }

    /// <summary>Changes the frames that go before all others. They are dropped while there is no transport.</summary>
    public void Control(Action<ControlFrames> change) => Change(() =>
    {
        if (_writer is not null)
        {
            change(_control);
        }
    });

    /// <summary>Cancels a frame that has not passed a stage. Returns false when it has.</summary>
    public bool TryCancel(OutboundFrame frame, FrameState latest, CancellationToken cancellationToken)
    {
        bool isRemoved = TryRemove(frame, latest);
        if (isRemoved)
        {
            frame.Cancel(cancellationToken);
        }

        return isRemoved;
    }

    /// <summary>Completes the frame that an acknowledgement is for. An acknowledgement for no sent frame is ignored.</summary>
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
            writer = Claim();
        }

        frame.Complete(ack);
        writer?.Write();
    }

    /// <summary>Fails the frames whose deadline has passed. Returns the earliest deadline of the others; null without any.</summary>
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

    /// <summary>Numbers the ack IDs of a new connection.</summary>
    public void BeginConnection(bool isRecoverable) => Change(() => _frames.BeginConnection(isRecoverable));

    /// <summary>Repeats the unacknowledged frames of this connection on its next transport. The service recognizes those that it has carried out.</summary>
    public void Repeat() => Change(_frames.Repeat);

    /// <summary>Ends the connection: unacknowledged frames fail, unless they may be repeated on the next connection. Unsent frames wait for it.</summary>
    /// <param name="reason">Why it ended.</param>
    /// <param name="isRejected">Whether the service ended it because of a frame; then no sent frame is repeated.</param>
    public void EndConnection(string reason, bool isRejected)
    {
        AcknowledgedFrame[] failed = [];
        Change(() => failed = _frames.EndConnection(isRejected));
        string message = $"The connection ended before the service acknowledged the message, and the service may have carried it out. {reason}";
        Fail(failed, ackId => new SendMessageFailedException(message, ackId, SendMessageFailedException.ConnectionLost));
    }

    /// <summary>Gives the frames to a writer. It is the only one until <see cref="Detach"/>.</summary>
    public void Attach(IFrameWriter writer) => Change(() =>
    {
        _writer = writer;
        _isWriting = false;
    });

    /// <summary>Gives no more frames to the writer: its transport has ended. Control frames were for that transport.</summary>
    public void Detach() => Change(() =>
    {
        _writer = null;
        _control.Clear();
    });

    /// <summary>Tells the writer to end its transport once no frame is left to write.</summary>
    public void CompleteWriting() => Change(() => _isCompleting = true);

    /// <summary>Takes the next frame. Returns false when there is none that can be written now; then the writer has lost its turn.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="frame">The frame; empty when the writer must end the transport.</param>
    public bool TryTake(IFrameWriter writer, out ReadOnlyMemory<byte> frame)
    {
        lock (_gate)
        {
            frame = default;
            if (writer != _writer)
            {
                return false; // another transport has taken over, and the turn is its writer's
            }

            if (!_control.TryTake(out frame))
            {
                frame = _frames.TakeNext();
            }

            _isWriting = !frame.IsEmpty || IsAtEnd;
            return _isWriting;
        }
    }

    /// <summary>Fails all frames, and those that are added later.</summary>
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

    // Encodes outside the lock. The frame has its place in the order already.
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

            writer = Claim();
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
            writer = Claim();
        }

        writer?.Write();
    }

    private IFrameWriter? Claim()
    {
        if (_writer is null || _isWriting || !(_frames.HasNext || !_control.IsEmpty || IsAtEnd))
        {
            return null;
        }

        _isWriting = true;
        return _writer;
    }
}
