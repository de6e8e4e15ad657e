// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers;
using System.Threading.Channels;
using WebPubSub.Client.Buffering;
using WebPubSub.Protocol;

namespace WebPubSub.Client.Receiving;

/// <summary>
/// The received messages and the notifications of a run, in order, until they are handled. While the queue is full, the client does not read from its transport.
/// </summary>
internal sealed class InboundQueue
{
    private const int ExpandedScale = 8;
    private const int MaxBatch = 128;
    private const int MaxBatchBytes = 16 * 1024;

    private readonly Channel<InboundBatch> _batches = Channel.CreateUnbounded<InboundBatch>(new UnboundedChannelOptions { SingleReader = true }); // the gate limits it
    private readonly List<InboundItem> _batch = [];
    private readonly int _batchSize;
    private readonly CapacityLimiter _limiter;
    private byte[]? _frames; // the rented array of the batch
    private int _framesLength;
    private long _batchBytes;
    private volatile bool _isStopped;
    private Func<bool> _isExpanded = () => false;

    /// <param name="capacity">The maximum number of messages.</param>
    /// <param name="limits">
    /// The limits of the service. While the queue is exceeded, the client acknowledges no messages, so the service sends no more than its limits.
    /// </param>
    public InboundQueue(int capacity, ClientLimits limits)
    {
        _batchSize = Math.Clamp(capacity / 8, 1, MaxBatch);
        var expansion = new CapacityExpansion(
            Math.Max(capacity * ExpandedScale, capacity + limits.ServiceMessages), (long)limits.ServiceBytes * ExpandedScale, () => _isExpanded());
        _limiter = new CapacityLimiter(capacity, limits.ServiceBytes, expansion);
    }

    /// <summary>Gets the number of messages and bytes that wait to be handled or are being handled.</summary>
    public (int Messages, long Bytes) Unhandled => _limiter.BufferUsage;

    /// <summary>Gets the items, in batches.</summary>
    public ChannelReader<InboundBatch> Reader => _batches.Reader;

    /// <summary>Gets whether the queue exceeds its capacity without the expansion. In this case, the client acknowledges no messages.</summary>
    public bool IsExceeded => _limiter.IsExceeded;

    /// <summary>
    /// Accepts more messages while a caller waits for an answer of the service. The answer arrives after these messages, and that caller may be the handler
    /// that would free space.
    /// </summary>
    public void ExpandWhile(Func<bool> isAnswerAwaited) => _isExpanded = isAnswerAwaited;

    /// <summary>Adds a message. The task completes when the messages fit; then the next message may be read. Not thread-safe: the queue has one writer.</summary>
    public ValueTask WriteAsync(WebPubSubMessage message, int bytes) => WriteAsync(new InboundItem(message, bytes));

    /// <summary>Adds a message that is not parsed yet. The dispatcher parses it, so that reading and parsing run in parallel.</summary>
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
    /// Passes the messages to the dispatcher. Call this method when no further message is available yet: it is slow to wake the dispatcher for each message.
    /// The task completes when the messages fit.
    /// </summary>
    public Task FlushAsync()
    {
        if (_batch.Count == 0)
        {
            return Task.CompletedTask;
        }

        Task entered = _limiter.EnterAsync(_batch.Count, _batchBytes); // must count the messages before they can be handled
        _batches.Writer.TryWrite(TakeBatch());
        return entered;
    }

    // A waiting batch must not hold much more memory than its frames need. If the array is less than half full, the queue keeps it and copies the frames.
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

    /// <summary>Returns the rented memory of a batch after its items were handled.</summary>
    public static void Release(in InboundBatch batch)
    {
        if (batch.Frames is { } frames)
        {
            ArrayPool<byte>.Shared.Return(frames);
        }
    }

    /// <summary>Frees the space of an item after it was handled.</summary>
    public void Release(in InboundItem item)
    {
        if (item.IsMessage)
        {
            _limiter.Exit(1, item.Bytes);
        }
    }

    /// <summary>Checks again whether the messages fit, because a caller started to wait for an answer.</summary>
    public void RecheckCapacity() => _limiter.RecheckCapacity();

    /// <summary>Drops the messages that are received from now on. The client is stopping, and reads its transport to the end without a limit.</summary>
    public void Stop()
    {
        _isStopped = true;
        _limiter.SetUnlimited(true);
    }

    /// <summary>Completes the queue after its items.</summary>
    public void Complete() => _batches.Writer.TryComplete();
}
