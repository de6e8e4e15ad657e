// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace WebPubSub.Client.Buffering;

/// <summary>A buffer of items that wait to be read. A writer waits while the buffer is full. While the client stops, the buffer accepts all items.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
/// <param name="capacity">The maximum number of items.</param>
internal sealed class ReadBuffer<T>(int capacity) : ChannelReader<T>
{
    private readonly Channel<T> _items = Channel.CreateUnbounded<T>(new UnboundedChannelOptions { SingleWriter = true }); // the gate limits it
    private readonly CapacityLimiter _limiter = new(capacity);

    public override Task Completion => _items.Reader.Completion;

    public override bool CanCount => true;

    public override bool CanPeek => true;

    public override int Count => _items.Reader.Count;

    /// <summary>Waits until an item fits, and adds it. Drops the item if the buffer is completed.</summary>
    public ValueTask WriteAsync(T item, CancellationToken cancellationToken)
    {
        Task entered = _limiter.EnterAsync();
        if (entered.IsCompletedSuccessfully)
        {
            Add(item);
            return ValueTask.CompletedTask;
        }

        return WriteWhenItFitsAsync(entered, item, cancellationToken);
    }

    /// <summary>Adds an item if it fits.</summary>
    public bool TryWrite(T item)
    {
        bool fits = _limiter.TryEnter();
        if (fits)
        {
            Add(item);
        }

        return fits;
    }

    /// <summary>Sets whether every item fits, because the client is stopping.</summary>
    public void SetUnlimited(bool isUnlimited) => _limiter.SetUnlimited(isUnlimited);

    /// <summary>Completes the buffer after its items.</summary>
    public void Complete(Exception? failure = null)
    {
        _items.Writer.TryComplete(failure);
        _limiter.SetUnlimited(true);
    }

    public override bool TryRead([MaybeNullWhen(false)] out T item)
    {
        bool isRead = _items.Reader.TryRead(out item);
        if (isRead)
        {
            _limiter.Exit();
        }

        return isRead;
    }

    public override bool TryPeek([MaybeNullWhen(false)] out T item) => _items.Reader.TryPeek(out item);

    public override ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken = default) => _items.Reader.WaitToReadAsync(cancellationToken);

    private async ValueTask WriteWhenItFitsAsync(Task entered, T item, CancellationToken cancellationToken)
    {
        try
        {
            await entered.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The client is being disposed. The buffer keeps the item for the reader.
        }

        Add(item);
    }

    private void Add(T item)
    {
        if (!_items.Writer.TryWrite(item))
        {
            _limiter.Exit();
        }
    }
}
