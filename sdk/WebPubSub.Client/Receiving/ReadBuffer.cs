// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace WebPubSub.Client.Receiving;

/// <summary>What waits to be read. Who writes into a full one waits, until the client stops: then what has come is put there for who reads it later.</summary>
/// <typeparam name="T">What it is of.</typeparam>
/// <param name="capacity">How many fill it.</param>
internal sealed class ReadBuffer<T>(int capacity) : ChannelReader<T>
{
    private readonly Channel<T> _items = Channel.CreateUnbounded<T>(new UnboundedChannelOptions { SingleWriter = true });
    private readonly Lock _gate = new();
    private TaskCompletionSource? _room; // someone waits for it
    private volatile bool _isOpenWide;
    private volatile bool _isCompleted;

    public override Task Completion => _items.Reader.Completion;

    public override bool CanCount => true;

    public override bool CanPeek => true;

    public override int Count => _items.Reader.Count;

    private bool IsFull => !_isOpenWide && !_isCompleted && Count >= capacity;

    /// <summary>Adds an item, and waits until there is room for another. Once it is completed nothing is added.</summary>
    public ValueTask WriteAsync(T item, CancellationToken cancellationToken)
    {
        _items.Writer.TryWrite(item);
        return IsFull ? new ValueTask(WaitForRoomAsync(cancellationToken)) : ValueTask.CompletedTask;
    }

    /// <summary>Adds an item if there is room.</summary>
    public bool TryWrite(T item) => !IsFull && _items.Writer.TryWrite(item);

    /// <summary>Sets whether nobody waits for room, because the client is stopping.</summary>
    public void OpenWide(bool isOpenWide)
    {
        _isOpenWide = isOpenWide;
        MakeRoom();
    }

    /// <summary>Nothing more will come.</summary>
    public void Complete(Exception? failure = null)
    {
        _items.Writer.TryComplete(failure);
        _isCompleted = true;
        MakeRoom();
    }

    public override bool TryRead([MaybeNullWhen(false)] out T item)
    {
        bool isRead = _items.Reader.TryRead(out item);
        Interlocked.MemoryBarrier(); // whoever finds it full after this has been seen to wait
        if (isRead && _room is not null)
        {
            MakeRoom();
        }

        return isRead;
    }

    public override bool TryPeek([MaybeNullWhen(false)] out T item) => _items.Reader.TryPeek(out item);

    public override ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken = default) => _items.Reader.WaitToReadAsync(cancellationToken);

    private async Task WaitForRoomAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task room;
            lock (_gate)
            {
                room = (_room ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
                Interlocked.MemoryBarrier();
                if (!IsFull)
                {
                    return;
                }
            }

            await room.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private void MakeRoom()
    {
        TaskCompletionSource? room = null;
        lock (_gate)
        {
            if (!IsFull)
            {
                (room, _room) = (_room, null);
            }
        }

        room?.TrySetResult();
    }
}
