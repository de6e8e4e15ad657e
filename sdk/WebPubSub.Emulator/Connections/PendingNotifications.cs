// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Connections;

/// <summary>The notifications about one connection that are on their way to event handlers. A client that causes too many of them must wait.</summary>
internal sealed class PendingNotifications
{
    private const int Max = 64;

    private readonly Queue<Task> _pending = new();

    public void Add(Task notification)
    {
        lock (_pending)
        {
            RemoveCompleted();
            _pending.Enqueue(notification);
        }
    }

    /// <summary>Waits until another notification may be added.</summary>
    public async Task WaitForCapacityAsync(CancellationToken cancellationToken)
    {
        while (GetOldestOverLimit() is { } oldest)
        {
            await oldest.WaitAsync(cancellationToken);
        }
    }

    private Task? GetOldestOverLimit()
    {
        lock (_pending)
        {
            RemoveCompleted();
            return _pending.Count >= Max ? _pending.Peek() : null;
        }
    }

    private void RemoveCompleted()
    {
        while (_pending.TryPeek(out Task? oldest) && oldest.IsCompleted)
        {
            _pending.Dequeue();
        }
    }
}
