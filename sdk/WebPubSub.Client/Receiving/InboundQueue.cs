// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers;
using System.Threading.Channels;
using WebPubSub.Client.Buffering;
using WebPubSub.Protocol;

namespace WebPubSub.Client.Receiving;

/// <summary>The received messages and the notifications of a run, in order, until they are handled. While it is full, the client does not read from its transport.</summary>
internal sealed class InboundQueue
{
    private const int ExpandedScale = 8;
    private const int MaxBatch = 128;
    private const int MaxBatchBytes = 16 * 1024;

    private readonly Channel<InboundBatch> _batches = Channel.CreateUnbounded<InboundBatch>(new UnboundedChannelOptions { SingleReader = true }); // the gate bounds it
    private readonly List<InboundItem> _batch = [];
    private readonly int _batchSize;
    private readonly CapacityGate _gate;
    private byte[]? _frames; // of the batch; rented
    private int _framesLength;
    private long _batchBytes;
    private volatile bool _isStopped;
    private Func<bool> _isExpanded = () => false;

    /// <param name="capacity">How many messages fit.</param>
    /// <param name="limits">How much the service keeps. While the queue is exceeded the client acknowledges nothing, so no more than that can come.</param>
    public InboundQueue(int capacity, ClientLimits limits)
    {
        _batchSize = Math.Clamp(capacity / 8, 1, MaxBatch);
        var expansion = new CapacityExpansion(
            Math.Max(capacity * ExpandedScale, capacity + limits.ServiceMessages), (long)limits.ServiceBytes * ExpandedScale, () => _isExpanded());
        _gate = new CapacityGate(capacity, limits.ServiceBytes, expansion);
    }

    /// <summary>Gets how many messages, and how many bytes, wait to be handled or are being handled.</summary>
    public (int Messages, long Bytes) Unhandled => _gate.Held;

    /// <summary>Gets the items, in batches.</summary>
    public ChannelReader<InboundBatch> Reader => _batches.Reader;

    /// <summary>Gets whether the queue holds more than fits without its expansion. Messages are not acknowledged then.</summary>
    public bool IsExceeded => _gate.IsExceeded;

    /// <summary>
    /// Lets more messages in while a caller waits for an answer of the service: the answer comes behind them, and the handler that
    /// would make room may be that caller.
    /// </summary>
    public void ExpandWhile(Func<bool> isAnswerAwaited) => _isExpanded = isAnswerAwaited;

    /// <summary>Adds a message. The task completes when the messages fit; then the next one may be read. Not thread-safe: there is one reader.</summary>
    public ValueTask WriteAsync(WebPubSubMessage message, int bytes) => WriteAsync(new InboundItem(message, bytes));

    /// <summary>Adds a message that is not parsed yet. The dispatcher parses it, so that reading and parsing go on side by side.</summary>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> frame)
    {
        if (_isStopped)
        {
            return ValueTask.CompletedTask;
        }

        if (frame.Length > MaxBatchBytes - _framesLength)
        {
            return WriteAsync(new InboundItem(frame.ToArray(), frame.Length));
        }

        _frames ??= ArrayPool<byte>.Shared.Rent(MaxBatchBytes);
        frame.CopyTo(_frames.AsMemory(_framesLength));
        var item = new InboundItem(_frames, frame.Length, _framesLength);
        _framesLength += frame.Length;
        return WriteAsync(item);
    }

    private ValueTask WriteAsync(InboundItem item)
    {
        if (_isStopped)
        {
            return ValueTask.CompletedTask;
        }

        _batch.Add(item);
        _batchBytes += item.Bytes;
        return _batch.Count >= _batchSize || _batchBytes >= MaxBatchBytes ? new ValueTask(FlushAsync()) : ValueTask.CompletedTask;
    }

    /// <summary>
    /// Hands the messages over to the dispatcher. Call it whenever no further message is there yet: to wake the dispatcher for each one is slow. The
    /// task completes when the messages fit.
    /// </summary>
    public Task FlushAsync()
    {
        if (_batch.Count == 0)
        {
            return Task.CompletedTask;
        }

        Task entered = _gate.EnterAsync(_batch.Count, _batchBytes); // before the messages can be handled
        _batches.Writer.TryWrite(TakeBatch());
        return entered;
    }

    // A batch that waits must not hold much more memory than its frames need: an array that is not half full stays here, and its frames are copied.
    private InboundBatch TakeBatch()
    {
        InboundItem[] items = [.. _batch];
        byte[]? rented = _frames;
        if (rented is not null && _framesLength < MaxBatchBytes / 2)
        {
            byte[] copy = rented[.._framesLength];
            for (int i = 0; i < items.Length; i++)
            {
                items[i] = items[i].Content == rented ? items[i] with { Content = copy } : items[i];
            }

            rented = null;
        }
        else
        {
            _frames = null;
        }

        _batch.Clear();
        _framesLength = 0;
        _batchBytes = 0;
        return new InboundBatch(items, rented);
    }

    /// <summary>Adds a notification, which always fits.</summary>
    public void Post(Func<CancellationToken, Task> notify) => _batches.Writer.TryWrite(new InboundBatch([new InboundItem(notify)]));

    /// <summary>Takes the memory of a batch back after its items were handled.</summary>
    public static void Release(in InboundBatch batch)
    {
        if (batch.Frames is { } frames)
        {
            ArrayPool<byte>.Shared.Return(frames);
        }
    }

    /// <summary>Makes room after an item was handled.</summary>
    public void Release(in InboundItem item)
    {
        if (item.IsMessage)
        {
            _gate.Exit(1, item.Bytes);
        }
    }

    /// <summary>Checks again whether the messages fit: a caller waits for an answer now.</summary>
    public void Reconsider() => _gate.Reconsider();

    /// <summary>Drops the messages that are received from now on: the client is stopping, and reads its transport to the end without a bound.</summary>
    public void Stop()
    {
        _isStopped = true;
        _gate.Lift(true);
    }

    /// <summary>Ends the queue behind its items.</summary>
    public void Complete() => _batches.Writer.TryComplete();
}
