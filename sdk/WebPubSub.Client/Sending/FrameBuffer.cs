// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;

namespace WebPubSub.Client.Sending;

/// <summary>The frames of a <see cref="SendQueue"/>, with the slots and bytes that they use and the ack IDs that the service must remember.</summary>
/// <remarks>Not thread-safe: the <see cref="SendQueue"/> holds the lock.</remarks>
internal sealed class FrameBuffer(int messageCapacity, long byteCapacity, int ackCacheSize)
{
    private const int MaxLostConnections = 3; // the repeated frame may be the cause of the losses

    private readonly LinkedList<OutboundFrame> _queue = new(); // Queued and Admitted, then Waiting
    private readonly LinkedList<OutboundFrame> _sent = new();
    private readonly Dictionary<long, AcknowledgedFrame> _pending = [];
    private LinkedListNode<OutboundFrame>? _firstWaiting;
    private LinkedListNode<OutboundFrame>? _nextRepeat;
    private bool _isRecoverable;
    private int _waitingWithoutAck;
    private long _idsSent; // on this connection

    /// <summary>Gets the number of admitted or queued frames that take a slot.</summary>
    public int SlotsInUse { get; private set; }

    /// <summary>Gets the number of bytes of all frames.</summary>
    public long HeldBytes { get; private set; }

    /// <summary>Gets the number of callers that wait for an acknowledgement or a slot.</summary>
    public int WaitingCallers => _pending.Count + _waitingWithoutAck;

    /// <summary>Gets whether no frame is left to write.</summary>
    public bool IsEmpty => _queue.First is null && _nextRepeat is null;

    /// <summary>Gets whether a frame can be written now.</summary>
    public bool HasNext => _nextRepeat is not null || (_queue.First is { Value.State: FrameState.Queued } head && CanSend(head.Value));

    public IEnumerable<AcknowledgedFrame> Pending => _pending.Values;

    // After the next ID is sent, the service must still remember the oldest pending ID. Otherwise, the service would process a repeat of that frame twice.
    // A connection that is not recoverable repeats no frames, so a lost acknowledgement must not block it.
    private bool IsWindowOpen => !_isRecoverable || _sent.First is not { Value: AcknowledgedFrame oldest } || _idsSent - oldest.Order < ackCacheSize - 1;

    /// <summary>Adds a frame behind all others: <see cref="FrameState.Admitted"/> if a slot is free, otherwise <see cref="FrameState.Waiting"/>.</summary>
    public void Add(OutboundFrame frame)
    {
        Register(frame);
        _queue.AddLast(frame.Node);
        if (_firstWaiting is null && TryAdmit(frame))
        {
            return;
        }

        frame.State = FrameState.Waiting;
        frame.Slot = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _firstWaiting ??= frame.Node;
        _waitingWithoutAck += frame is AcknowledgedFrame ? 0 : 1;
    }

    /// <summary>Adds an encoded frame in front of all others. The frame takes a slot even if none is free.</summary>
    public void AddFirst(OutboundFrame frame)
    {
        if (frame.State == FrameState.New)
        {
            Register(frame);
            Charge(frame, frame.Bytes.Length);
        }

        _queue.AddFirst(frame.Node);
        frame.State = FrameState.Queued;
        SlotsInUse++;
    }

    /// <summary>Adds a frame whose bytes are created when the queue takes it. The frame goes before the frames that wait for a slot.</summary>
    public void AddPlaceholder(OutboundFrame frame)
    {
        frame.State = FrameState.Queued;
        if (_firstWaiting is null)
        {
            _queue.AddLast(frame.Node);
        }
        else
        {
            _queue.AddBefore(_firstWaiting, frame.Node);
        }
    }

    /// <summary>Queues an admitted frame after it was encoded. Returns false if the frame was dropped in the meantime.</summary>
    public bool TryCommit(OutboundFrame frame)
    {
        if (frame.State != FrameState.Admitted)
        {
            frame.Release();
            return false;
        }

        frame.State = FrameState.Queued;
        Charge(frame, frame.Bytes.Length);
        Admit(); // the frame may be smaller than its estimate
        return true;
    }

    /// <summary>Takes the next frame that can be written now. Returns no bytes if there is none.</summary>
    public ReadOnlyMemory<byte> TakeNext()
    {
        while (HasNext)
        {
            if (_nextRepeat is { } repeat)
            {
                _nextRepeat = repeat.Next;
                return repeat.Value.Bytes;
            }

            OutboundFrame frame = _queue.First!.Value;
            _queue.RemoveFirst();
            SlotsInUse -= frame.TakesSlot ? 1 : 0;
            ReadOnlyMemory<byte> bytes = frame.Take(out bool hasMore);
            MoveToNextState(frame, hasMore);
            Admit();
            if (!bytes.IsEmpty)
            {
                return bytes;
            }
        }

        return default;
    }

    public AcknowledgedFrame? FindSent(long ackId) =>
        _pending.TryGetValue(ackId, out AcknowledgedFrame? frame) && frame.State == FrameState.Sent ? frame : null;

    /// <summary>Removes a frame at any stage, and admits the frames that wait for its slot or its bytes.</summary>
    public void Remove(OutboundFrame frame)
    {
        switch (frame.State)
        {
            case FrameState.Waiting:
                _firstWaiting = _firstWaiting == frame.Node ? frame.Node.Next : _firstWaiting;
                _waitingWithoutAck -= frame is AcknowledgedFrame ? 0 : 1;
                break;
            case FrameState.Admitted or FrameState.Queued:
                SlotsInUse -= frame.TakesSlot ? 1 : 0;
                break;
            case FrameState.Sent:
                _nextRepeat = _nextRepeat == frame.Node ? frame.Node.Next : _nextRepeat;
                break;
        }

        frame.Node.List?.Remove(frame.Node);
        Finish(frame);
        Admit();
    }

    /// <summary>Removes all frames.</summary>
    public OutboundFrame[] RemoveAll()
    {
        OutboundFrame[] all = [.. _queue.Reverse(), .. _sent]; // in reverse order, so that Remove admits no frame
        Array.ForEach(all, Remove);
        return all;
    }

    public void BeginConnection(bool isRecoverable) => _isRecoverable = isRecoverable;

    /// <summary>Makes <see cref="TakeNext"/> return the sent frames again, in order.</summary>
    public void Repeat() => _nextRepeat = _sent.First;

    /// <summary>Restarts the count of ack IDs. Queues the sent frames that may be repeated again, in front of all others.</summary>
    /// <returns>The frames that fail.</returns>
    public AcknowledgedFrame[] EndConnection(bool isRejected)
    {
        AcknowledgedFrame[] sent = [.. _sent.Cast<AcknowledgedFrame>()];
        AcknowledgedFrame[] replaced = [.. _pending.Values.Where(frame => frame.ConnectionLossAction == ConnectionLossAction.IsReplaced)];
        AcknowledgedFrame[] failed = [.. sent.Where(frame => !CanResend(frame, isRejected)).Union(replaced)];
        foreach (AcknowledgedFrame frame in sent.Except(failed).Reverse())
        {
            _sent.Remove(frame.Node);
            frame.Order = 0;
            AddFirst(frame);
        }

        Array.ForEach(failed, Remove); // Remove admits waiting frames, so the repeated frames must take their slots first
        _nextRepeat = null;
        _idsSent = 0;
        _isRecoverable = false;
        return failed;
    }

    private static bool CanResend(AcknowledgedFrame frame, bool isRejected) =>
        frame.ConnectionLossAction == ConnectionLossAction.IsRepeated && !isRejected && ++frame.LostConnections <= MaxLostConnections;

    private bool CanSend(OutboundFrame frame) => frame is not AcknowledgedFrame || IsWindowOpen;

    private void Register(OutboundFrame frame)
    {
        if (frame is AcknowledgedFrame acknowledged && !_pending.TryAdd(acknowledged.AckId, acknowledged))
        {
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture, $"Another message with the ack ID {acknowledged.AckId} waits for its acknowledgement. Use each ack ID once, or let the client choose it."));
        }
    }

    private void Admit()
    {
        while (_firstWaiting is { } node && TryAdmit(node.Value))
        {
            _firstWaiting = node.Next;
            _waitingWithoutAck -= node.Value is AcknowledgedFrame ? 0 : 1;
            node.Value.Slot!.TrySetResult();
        }
    }

    // A frame larger than the capacity is admitted alone.
    private bool TryAdmit(OutboundFrame frame)
    {
        int size = frame.EstimateSize();
        if (SlotsInUse >= messageCapacity || (HeldBytes > 0 && HeldBytes + size > byteCapacity))
        {
            return false;
        }

        frame.State = FrameState.Admitted;
        SlotsInUse++;
        Charge(frame, size);
        return true;
    }

    private void MoveToNextState(OutboundFrame frame, bool hasMore)
    {
        if (hasMore)
        {
            AddPlaceholder(frame); // other frames go first
        }
        else if (frame is AcknowledgedFrame acknowledged)
        {
            acknowledged.State = FrameState.Sent;
            acknowledged.Order = ++_idsSent;
            _sent.AddLast(acknowledged.Node);
        }
        else
        {
            Finish(frame);
        }
    }

    private void Finish(OutboundFrame frame)
    {
        if (frame is AcknowledgedFrame acknowledged && _pending.GetValueOrDefault(acknowledged.AckId) == acknowledged)
        {
            _pending.Remove(acknowledged.AckId);
        }

        frame.State = FrameState.Completed;
        frame.Release();
        Charge(frame, 0);
    }

    private void Charge(OutboundFrame frame, int bytes)
    {
        HeldBytes += bytes - frame.Charge;
        frame.Charge = bytes;
    }
}
