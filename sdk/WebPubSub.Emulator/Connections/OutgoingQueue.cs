// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator.Configuration;
using WebPubSub.Emulator.Messages;

namespace WebPubSub.Emulator.Connections;

/// <summary>The messages that wait to be written to one socket. docs/protocols/client-protocols.md#18-limits-and-timers.</summary>
/// <remarks>
/// The queue is bounded, so that a client that does not read cannot fill the memory. It accepts messages before the socket exists.
/// One writer at a time takes messages from it, and its state determines the writer. The lock is never held during a write.
/// </remarks>
internal sealed class OutgoingQueue(EmulatorLimits limits, bool isReliable)
{
    private const int ControlMessages = 32; // acknowledgements for a reliable client, in addition to its data messages
    private const int ControlBytes = 64 * 1024;
    private const int MaxScheduled = 16; // then the sender writes the queue, so that a publisher is as slow as its readers

    private readonly Lock _gate = new();
    private readonly Queue<OutgoingMessage> _messages = new();
    private QueueState _state;
    private long _bytes;
    private bool _isCompleted; // accepts no more messages
    private bool _isClosing;
    private bool _isAborted;
    private CloseRequest? _close;
    private TaskCompletionSource? _ended; // created only for a caller that waits

    /// <summary>Gets the number of messages and their bytes.</summary>
    public (int Messages, long Bytes) Count
    {
        get
        {
            lock (_gate)
            {
                return (_messages.Count, _bytes);
            }
        }
    }

    /// <summary>Adds a message, or returns it to the sender, which then writes it.</summary>
    /// <param name="message">The message.</param>
    /// <param name="isBroadcast">Whether the message goes to many clients, so that another thread may write it later.</param>
    public QueueResult Add(in OutgoingMessage message, bool isBroadcast)
    {
        lock (_gate)
        {
            if (_state != QueueState.Idle || _isCompleted || _messages.Count > 0) // if idle with messages, a flush is about to begin
            {
                return !TryEnqueue(message) ? QueueResult.Full
                    : _state == QueueState.Scheduled && _messages.Count >= MaxScheduled ? BeginWriting()
                    : QueueResult.Queued;
            }

            if (!isBroadcast)
            {
                _state = QueueState.Writing;
                return QueueResult.WriteNow;
            }

            Enqueue(message);
            _state = QueueState.Scheduled;
            return QueueResult.Schedule;
        }
    }

    /// <summary>Adds a message without writing it. A completed queue drops the message, which is not a failure.</summary>
    /// <returns><see langword="false"/> if the queue is full.</returns>
    public bool TryAdd(in OutgoingMessage message)
    {
        lock (_gate)
        {
            return TryEnqueue(message);
        }
    }

    /// <summary>Adds the messages that a recovered client has not acknowledged, regardless of their number.</summary>
    public void AddAll(IEnumerable<OutgoingMessage> messages)
    {
        lock (_gate)
        {
            foreach (OutgoingMessage message in messages)
            {
                Enqueue(message);
            }
        }
    }

    /// <summary>Makes the caller the writer, because the socket now exists.</summary>
    public void Open()
    {
        lock (_gate)
        {
            _state = QueueState.Writing;
        }
    }

    /// <summary>Makes the caller the writer if a work item was scheduled and no other thread has begun to write.</summary>
    public bool TryBeginScheduled()
    {
        lock (_gate)
        {
            return _state == QueueState.Scheduled && BeginWriting() == QueueResult.WriteQueue;
        }
    }

    /// <summary>Makes the caller the writer if no thread is writing and messages or the end of the queue must be written.</summary>
    public bool TryBeginFlush()
    {
        lock (_gate)
        {
            return _state == QueueState.Idle && (_messages.Count > 0 || _isCompleted) && BeginWriting() == QueueResult.WriteQueue;
        }
    }

    /// <summary>Ends the caller's turn as the writer if nothing is left to write.</summary>
    public bool TryBecomeIdle()
    {
        lock (_gate)
        {
            if (_messages.Count > 0 || _isCompleted)
            {
                return false;
            }

            _state = QueueState.Idle;
            return true;
        }
    }

    /// <summary>Takes the next message. If the queue is empty, the caller's turn as the writer ends, unless the caller must write the end of the queue.</summary>
    /// <param name="message">The message.</param>
    /// <param name="isFollowed">Whether another message is certainly written after this message.</param>
    /// <param name="isEnd">Whether the caller must write the end of the queue instead of a message.</param>
    /// <returns>Whether the caller must write a message or the end of the queue.</returns>
    /// <remarks>The turn ends inside the lock, so the sender of a later message becomes the next writer.</remarks>
    public bool TryTake(out OutgoingMessage message, out bool isFollowed, out bool isEnd)
    {
        lock (_gate)
        {
            isEnd = false;
            if (_messages.TryDequeue(out message))
            {
                _bytes -= Charge(message);
                isFollowed = _messages.TryPeek(out OutgoingMessage next) && !next.Delivery.CanExpire;
                return true;
            }

            isFollowed = false;
            isEnd = _isCompleted;
            _state = isEnd ? QueueState.Writing : QueueState.Idle;
            return isEnd;
        }
    }

    /// <summary>Completes the queue: it accepts no more messages, and the close follows the queued messages.</summary>
    /// <param name="close">The close frame to send; <see langword="null"/> for none. The queue uses the first close frame that it receives.</param>
    /// <returns>Whether this is the first call.</returns>
    public bool Complete(CloseRequest? close)
    {
        lock (_gate)
        {
            bool isFirst = !_isClosing;
            _isClosing = true;
            _isCompleted = true;
            _close ??= close;
            return isFirst;
        }
    }

    /// <summary>Drops all messages and accepts no more.</summary>
    public void Abort()
    {
        lock (_gate)
        {
            _isCompleted = true;
            _isAborted = true;
            _messages.Clear();
            _bytes = 0;
        }
    }

    /// <summary>Returns the close frame to send; <see langword="null"/> for none.</summary>
    public CloseRequest? FindClose()
    {
        lock (_gate)
        {
            return _isAborted ? null : _close;
        }
    }

    /// <summary>Records that the writer has ended for good.</summary>
    public void End()
    {
        lock (_gate)
        {
            _state = QueueState.Ended;
            _ended?.TrySetResult();
        }
    }

    /// <summary>Waits until the writer has ended for good.</summary>
    public Task WaitForEndAsync()
    {
        lock (_gate)
        {
            return _state == QueueState.Ended ? Task.CompletedTask : (_ended ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    private QueueResult BeginWriting()
    {
        _state = QueueState.Writing;
        return QueueResult.WriteQueue;
    }

    private bool TryEnqueue(in OutgoingMessage message)
    {
        if (_isCompleted)
        {
            return true;
        }

        (int messages, long bytes) = (limits.UnacknowledgedMessages, limits.UnacknowledgedBytes);
        (messages, bytes) = isReliable ? (messages + ControlMessages, bytes + ControlBytes) : (messages, bytes);
        if (_messages.Count >= messages || _bytes + Charge(message) > bytes)
        {
            return false;
        }

        Enqueue(message);
        return true;
    }

    private void Enqueue(in OutgoingMessage message)
    {
        _messages.Enqueue(message);
        _bytes += Charge(message);
    }

    // The largest reply of an event handler can exceed the limit of the queue after encoding. A single message must not make a client count as slow.
    private long Charge(in OutgoingMessage message) => Math.Min(message.Frame.Payload.Length, limits.UnacknowledgedBytes / 2);
}
