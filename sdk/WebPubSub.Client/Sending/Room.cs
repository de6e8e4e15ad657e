// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client.Sending;

/// <summary>Places, of which more can be taken than there are: whoever takes one too many waits, in the order of coming, until one is free.</summary>
/// <param name="capacity">How many there are.</param>
/// <remarks>A place is taken at once, so that what is sent keeps the order in which it was given.</remarks>
internal sealed class Room(int capacity)
{
    private readonly Lock _gate = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private int _taken;

    /// <summary>Takes a place. The task ends when there was room for it.</summary>
    public Task Take()
    {
        lock (_gate)
        {
            if (++_taken <= capacity)
            {
                return Task.CompletedTask;
            }

            var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(waiting);
            return waiting.Task;
        }
    }

    public void Release(int count = 1)
    {
        lock (_gate)
        {
            _taken -= count;
            for (int i = 0; i < count && _waiting.TryDequeue(out TaskCompletionSource? waiting); i++)
            {
                waiting.TrySetResult();
            }
        }
    }

    /// <summary>Fails whoever waits.</summary>
    public void Fail(Exception failure)
    {
        lock (_gate)
        {
            while (_waiting.TryDequeue(out TaskCompletionSource? waiting))
            {
                waiting.TrySetException(failure);
                _ = waiting.Task.Exception; // a caller that has given up does not look
            }
        }
    }
}
