// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using WebPubSub.Protocol;

namespace WebPubSub.Client.Sending;

/// <summary>
/// What is to be sent, in order, over however many transports: what a lost transport left unacknowledged comes first, then what has waited.
/// </summary>
/// <param name="capacity">How many frames may wait.</param>
/// <param name="onAwaited">Called when an acknowledgement is waited for.</param>
/// <remarks>Protocol reference: client protocols, sections 10 and 20.</remarks>
internal sealed class Outbox(int capacity, Action onAwaited) : IDisposable
{
    // The service remembers the last 1,000 ids, so no more may be open: a repeat of an older one would be carried out twice. Section 10.1.
    private const int MaxUnacknowledged = 1000;
    private const int MaxLostConnections = 3; // an operation that is repeated may be why they were lost

    private readonly Lock _gate = new();
    private readonly Room _room = new(capacity);
    private readonly SemaphoreSlim _wake = new(0);
    private readonly Dictionary<ulong, PendingOperation> _pending = [];
    private readonly Queue<OutboundFrame> _urgent = new();
    private readonly Queue<PendingOperation> _repeats = new();
    private readonly Queue<OutboundFrame> _waiting = new();
    private int _unacknowledged;
    private long _order;
    private Func<long?, Exception>? _createFailure; // once it is closed

    /// <summary>Gets whether anything waits for its acknowledgement.</summary>
    public bool HasPending => Volatile.Read(ref _unacknowledged) > 0;

    /// <summary>Gets whether nothing waits to be sent.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_gate)
            {
                return _urgent.Count == 0 && _repeats.Count == 0 && _waiting.Count == 0;
            }
        }
    }

    /// <summary>Adds a frame behind all others, and waits until there is room for it.</summary>
    public async Task EnqueueAsync(OutboundFrame frame, CancellationToken cancellationToken)
    {
        try
        {
            await Enqueue(frame).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Withdraw(frame);
            throw;
        }
    }

    /// <summary>Adds a frame behind all others.</summary>
    /// <returns>A task that ends when there was room for it; who waits for an answer need not wait for that as well.</returns>
    public Task Enqueue(OutboundFrame frame)
    {
        lock (_gate)
        {
            var operation = frame as PendingOperation;
            if (_createFailure is not null)
            {
                throw _createFailure((long?)operation?.AckId);
            }

            if (operation is not null)
            {
                Register(operation);
            }

            _waiting.Enqueue(frame);
            Wake();
            return _room.Take();
        }
    }

    /// <summary>Adds a frame before all others: signs of life and acknowledgements.</summary>
    public void EnqueueUrgent(OutboundFrame frame)
    {
        lock (_gate)
        {
            _urgent.Enqueue(frame);
            Wake();
        }
    }

    /// <summary>Adds operations before all others, which may depend on them.</summary>
    public void EnqueueFirst(IReadOnlyCollection<PendingOperation> operations)
    {
        lock (_gate)
        {
            foreach (PendingOperation operation in operations)
            {
                Register(operation);
            }

            PendingOperation[] repeats = [.. operations, .. _repeats];
            _repeats.Clear();
            foreach (PendingOperation operation in repeats)
            {
                _repeats.Enqueue(operation);
            }

            Wake();
        }
    }

    /// <summary>Adds the turn of someone who has frames of its own, and a bound of its own; false once it is closed.</summary>
    public bool TryEnqueueTurn(OutboundFrame turn)
    {
        lock (_gate)
        {
            if (_createFailure is not null)
            {
                return false;
            }

            _waiting.Enqueue(turn);
            Wake();
            return true;
        }
    }

    /// <summary>Takes back a frame: if it has not been sent, it will not be.</summary>
    public void Withdraw(OutboundFrame frame)
    {
        lock (_gate)
        {
            frame.IsOver = true;
        }
    }

    /// <summary>Waits until there may be a frame to send.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _wake.WaitAsync(cancellationToken);

    /// <summary>Lets whoever waits look again.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            if (_wake.CurrentCount == 0)
            {
                _wake.Release();
            }
        }
    }

    /// <summary>Takes the next frame, if there is one that may be sent now.</summary>
    public bool TryDequeue(out ReadOnlyMemory<byte> frame)
    {
        lock (_gate)
        {
            frame = default;
            while (frame.IsEmpty && TryDequeueFrame(out OutboundFrame? next))
            {
                frame = next.Take(out bool hasMore);
                if (hasMore)
                {
                    _waiting.Enqueue(next); // the others have their turn first
                }

                if (!frame.IsEmpty && next is PendingOperation { Order: 0 } operation)
                {
                    operation.Order = ++_order;
                    _unacknowledged++;
                    onAwaited();
                }
            }

            return !frame.IsEmpty;
        }
    }

    /// <summary>Ends the operation that an acknowledgement is for; nothing for one that nobody waits for any more.</summary>
    public void Complete(AckMessage ack)
    {
        if (Remove(ack.AckId) is { } operation)
        {
            operation.Complete(ack);
        }
    }

    /// <summary>Forgets an operation: nobody waits for it any more. If it has not been sent, it will not be.</summary>
    public void Abandon(PendingOperation operation)
    {
        lock (_gate)
        {
            if (_pending.TryGetValue(operation.AckId, out PendingOperation? found) && found == operation)
            {
                Remove(operation.AckId);
            }
        }
    }

    /// <summary>The connection has been recovered: what it has not acknowledged is sent again, in order. The service recognises what it had carried out.</summary>
    public void Repeat()
    {
        lock (_gate)
        {
            StartAnew(_pending.Values.Where(operation => operation.Order > 0).OrderBy(operation => operation.Order));
        }
    }

    /// <summary>The connection has ended: what may have been carried out fails, unless it may be repeated, and what has not been sent waits for the next.</summary>
    /// <param name="reason">Why it ended.</param>
    /// <param name="isRefused">Whether the service ended it over what was sent: then nothing of that is sent again.</param>
    public void EndConnection(string reason, bool isRefused)
    {
        PendingOperation[] failed;
        lock (_gate)
        {
            PendingOperation[] sent = [.. _pending.Values.Where(operation => operation.Order > 0).OrderBy(operation => operation.Order)];
            PendingOperation[] replaced = [.. _pending.Values.Where(operation => operation.Survival == OperationSurvival.IsReplaced)];
            failed = [.. sent.Where(operation => operation.Survival == OperationSurvival.Fails || !MayBeRepeated(operation, isRefused)), .. replaced];
            foreach (PendingOperation operation in failed)
            {
                Remove(operation.AckId);
            }

            PendingOperation[] repeated = [.. sent.Where(operation => operation is { IsOver: false, Survival: OperationSurvival.IsRepeated })];
            StartAnew(repeated);
            foreach (PendingOperation operation in repeated)
            {
                operation.Order = 0;
                _unacknowledged--;
            }
        }

        foreach (PendingOperation operation in failed)
        {
            operation.Fail(new SendMessageFailedException(
                string.Create(CultureInfo.InvariantCulture, $"The connection ended before the message was acknowledged, and the service may have carried it out. {reason}"),
                (long)operation.AckId,
                SendMessageFailedException.ConnectionLost));
        }
    }

    /// <summary>Fails everything, and whatever is added later.</summary>
    public void Close(Func<long?, Exception> createFailure)
    {
        PendingOperation[] failed;
        lock (_gate)
        {
            _createFailure = createFailure;
            failed = [.. _pending.Values];
            foreach (PendingOperation operation in failed)
            {
                operation.IsOver = true;
            }

            _pending.Clear();
            _unacknowledged = 0;
            _waiting.Clear();
            _room.Fail(createFailure(null));
            _repeats.Clear();
            _urgent.Clear();
        }

        foreach (PendingOperation operation in failed)
        {
            operation.Fail(createFailure((long)operation.AckId));
        }
    }

    public void Dispose()
    {
        _wake.Dispose();
    }

    private static bool MayBeRepeated(PendingOperation operation, bool isRefused) =>
        operation.Survival != OperationSurvival.IsRepeated || (!isRefused && ++operation.LostConnections <= MaxLostConnections);

    private void StartAnew(IEnumerable<PendingOperation> repeats)
    {
        PendingOperation[] others = [.. _repeats.Where(operation => operation.Order == 0 && !operation.IsOver)]; // not sent yet
        _urgent.Clear();
        _repeats.Clear();
        foreach (PendingOperation operation in repeats.Concat(others))
        {
            _repeats.Enqueue(operation);
        }
    }

    private void Register(PendingOperation operation)
    {
        if (!_pending.TryAdd(operation.AckId, operation))
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"Another message with the ackId {operation.AckId} is waiting for its acknowledgement."));
        }
    }

    private PendingOperation? Remove(ulong ackId)
    {
        lock (_gate)
        {
            if (!_pending.Remove(ackId, out PendingOperation? operation))
            {
                return null;
            }

            operation.IsOver = true;
            if (operation.Order > 0)
            {
                _unacknowledged--;
                Wake(); // there is room for another
            }

            return operation;
        }
    }

    private bool TryDequeueFrame([NotNullWhen(true)] out OutboundFrame? frame)
    {
        if (_urgent.TryDequeue(out frame))
        {
            return true;
        }

        if (_repeats.TryDequeue(out PendingOperation? repeat))
        {
            frame = repeat;
            return true;
        }

        if (!_waiting.TryPeek(out frame) || (frame is PendingOperation { IsOver: false } && _unacknowledged >= MaxUnacknowledged))
        {
            return false;
        }

        _waiting.Dequeue();
        MakeRoom(frame);
        return true;
    }

    private void MakeRoom(OutboundFrame frame)
    {
        if (frame.TakesRoom)
        {
            _room.Release();
        }
    }
}
