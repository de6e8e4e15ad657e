// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Connections;

/// <summary>What event handlers have still to be told of one connection. A client that causes much of it waits for them.</summary>
internal sealed class PendingNotifications
{
    private const int Max = 64;

    private readonly Queue<Task> _pending = new();

    public void Add(Task notification)
    {
        lock (_pending)
        {
            ForgetDone();
            _pending.Enqueue(notification);
        }
    }

    /// <summary>Waits until the handlers have caught up enough for more.</summary>
    public async Task WhenRoomAsync(CancellationToken cancellationToken)
    {
        while (FindOldestOfTooMany() is { } oldest)
        {
            await oldest.WaitAsync(cancellationToken);
        }
    }

    private Task? FindOldestOfTooMany()
    {
        lock (_pending)
        {
            ForgetDone();
            return _pending.Count >= Max ? _pending.Peek() : null;
        }
    }

    private void ForgetDone()
    {
        while (_pending.TryPeek(out Task? oldest) && oldest.IsCompleted)
        {
            _pending.Dequeue();
        }
    }
}
