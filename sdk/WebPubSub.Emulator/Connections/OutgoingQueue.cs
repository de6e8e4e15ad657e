// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator.Configuration;
using WebPubSub.Emulator.Messages;

namespace WebPubSub.Emulator.Connections;

/// <summary>The messages that wait to be written to one socket. Client protocol reference, section 18.</summary>
/// <remarks>
/// It is bounded, so that a client that does not read cannot fill the process. It takes messages before there is a socket.
/// One writer at a time takes from it; who that is follows from its state. The lock is never held while anything is written.
/// </remarks>
internal sealed class OutgoingQueue(EmulatorLimits limits, bool isReliable)
{
    private const int ControlMessages = 32; // a reliable client may have acknowledgements beside its messages
    private const int ControlBytes = 64 * 1024;
    private const int MaxScheduled = 16; // then the sender writes the queue: a publisher is as slow as its readers

    private readonly Lock _gate = new();
    private readonly Queue<OutgoingMessage> _messages = new();
    private QueueState _state;
    private long _bytes;
    private bool _isCompleted; // takes no more messages
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

    /// <summary>Adds a message, or gives it back to the sender, who then writes it.</summary>
    /// <param name="message">The message.</param>
    /// <param name="isOneOfMany">Whether many clients are sent it, so that it may be written a moment later by another thread.</param>
    public QueueResult Add(in OutgoingMessage message, bool isOneOfMany)
    {
        lock (_gate)
        {
            if (_state != QueueState.Idle || _isCompleted || _messages.Count > 0) // a flush of waiting messages is about to begin
            {
                return !TryEnqueue(message) ? QueueResult.Full
                    : _state == QueueState.Scheduled && _messages.Count >= MaxScheduled ? BeginWriting()
                    : QueueResult.Queued;
            }

            if (!isOneOfMany)
            {
                _state = QueueState.Writing;
                return QueueResult.WriteNow;
            }

            Enqueue(message);
            _state = QueueState.Scheduled;
            return QueueResult.Schedule;
        }
    }

    /// <summary>Adds a message without anyone writing it. A message for a completed queue is dropped, which is no failure.</summary>
    /// <returns>Whether there was room.</returns>
    public bool TryAdd(in OutgoingMessage message)
    {
        lock (_gate)
        {
            return TryEnqueue(message);
        }
    }

    /// <summary>Adds the messages that a recovered client has not acknowledged, however many they are.</summary>
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

    /// <summary>Makes the caller the writer because there is a socket now.</summary>
    public void Open()
    {
        lock (_gate)
        {
            _state = QueueState.Writing;
        }
    }

    /// <summary>Makes the caller the writer if its work item was scheduled and nobody else has begun.</summary>
    public bool TryBeginScheduled()
    {
        lock (_gate)
        {
            return _state == QueueState.Scheduled && BeginWriting() == QueueResult.WriteQueue;
        }
    }

    /// <summary>Makes the caller the writer if nobody writes and there is something to write, the end included.</summary>
    public bool TryBeginFlush()
    {
        lock (_gate)
        {
            return _state == QueueState.Idle && (_messages.Count > 0 || _isCompleted) && BeginWriting() == QueueResult.WriteQueue;
        }
    }

    /// <summary>Ends the caller's turn as the writer if nothing is left.</summary>
    public bool TryRest()
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

    /// <summary>Takes the next message. If there is none, the caller's turn as the writer ends, unless it has to write the end.</summary>
    /// <param name="message">The message.</param>
    /// <param name="isFollowed">Whether another one is surely written after it.</param>
    /// <param name="isEnd">Whether the caller has to write the end in place of a message.</param>
    /// <returns>Whether there is something to write.</returns>
    /// <remarks>The end of the turn is found under the lock: a message that is added after it is written by its sender.</remarks>
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

    /// <summary>Takes no more messages. After those in the queue follows the close.</summary>
    /// <param name="close">How to close; <see langword="null"/> for no close frame. The first one counts.</param>
    /// <returns>Whether it is the first call.</returns>
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

    /// <summary>Drops everything and takes no more.</summary>
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

    /// <summary>Gets how to close the socket; <see langword="null"/> if no close frame is due.</summary>
    public CloseRequest? FindClose()
    {
        lock (_gate)
        {
            return _isAborted ? null : _close;
        }
    }

    /// <summary>Nothing more is written.</summary>
    public void End()
    {
        lock (_gate)
        {
            _state = QueueState.Ended;
            _ended?.TrySetResult();
        }
    }

    /// <summary>Waits until nothing more is written.</summary>
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

    // The largest reply of a handler is longer than the queue once it is encoded; one message alone makes no client slow.
    private long Charge(in OutgoingMessage message) => Math.Min(message.Frame.Payload.Length, limits.UnacknowledgedBytes / 2);
}
