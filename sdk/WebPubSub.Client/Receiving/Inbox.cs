// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Threading.Channels;
using WebPubSub.Protocol;

namespace WebPubSub.Client.Receiving;

/// <summary>What has come and waits to be handled, in order. When it is full the client stops reading.</summary>
/// <param name="capacity">How many messages may wait.</param>
/// <param name="awaitsAnswer">
/// Whether the client waits for something that only reading on can bring: a handler that sends a message and waits for its acknowledgement would otherwise wait for ever.
/// </param>
internal sealed class Inbox(int capacity, Func<bool> awaitsAnswer) : IDisposable
{
    private const int MostTimesCapacity = 8;

    private readonly Channel<InboxItem> _items = Channel.CreateUnbounded<InboxItem>(new UnboundedChannelOptions { SingleReader = true });
    private readonly SemaphoreSlim _wake = new(0);
    private int _count;
    private volatile bool _isOpenWide;
    private volatile bool _isWaiting;

    private bool IsFull => !_isOpenWide && Volatile.Read(ref _count) is int count && count >= capacity && (count >= capacity * MostTimesCapacity || !awaitsAnswer());

    /// <summary>Adds a message, and waits until there is room for another.</summary>
    public async ValueTask WriteAsync(WebPubSubMessage message)
    {
        Interlocked.Increment(ref _count);
        _items.Writer.TryWrite(new InboxItem(message, null));
        if (!IsFull)
        {
            return;
        }

        _isWaiting = true;
        Interlocked.MemoryBarrier(); // whoever makes room after this sees it
        while (IsFull)
        {
            await _wake.WaitAsync().ConfigureAwait(false);
        }

        _isWaiting = false;
    }

    /// <summary>Adds news of the client, which always have room.</summary>
    public void Post(Func<CancellationToken, Task> news) => _items.Writer.TryWrite(new InboxItem(null, news));

    /// <summary>Nothing more will come.</summary>
    public void Complete() => _items.Writer.TryComplete();

    /// <summary>Gets whether anything waits to be handled, or is being handled.</summary>
    public bool HasUnhandled => Volatile.Read(ref _count) > 0;

    /// <summary>Lets the reader of the transport look again whether there is room.</summary>
    public void Reconsider()
    {
        Interlocked.MemoryBarrier(); // what the caller has changed is seen by who is seen not to wait yet
        if (_isWaiting && _wake.CurrentCount == 0)
        {
            _wake.Release();
        }
    }

    /// <summary>Has room for everything from now on: the transport must be read to its end.</summary>
    public void OpenWide()
    {
        _isOpenWide = true;
        Reconsider();
    }

    /// <summary>Hands out what has come, one after another.</summary>
    /// <param name="handle">What is done with each.</param>
    /// <param name="failed">Told when that failed; the next one has its turn all the same.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task ReadAllAsync(Func<InboxItem, Task> handle, Action<Exception> failed, CancellationToken cancellationToken)
    {
        while (await _items.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            while (_items.Reader.TryRead(out InboxItem item))
            {
                try
                {
                    await handle(item).ConfigureAwait(false);
                }
                catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
                {
                    failed(exception);
                }

                if (item.Message is not null)
                {
                    Interlocked.Decrement(ref _count);
                    Reconsider();
                }

                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    public void Dispose() => _wake.Dispose();
}
