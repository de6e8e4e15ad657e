// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Waiting;

/// <summary>A signal that a state has changed. It costs almost nothing while no caller waits for it.</summary>
internal sealed class ChangeSignal
{
    private TaskCompletionSource? _next;

    /// <summary>Gets a task that completes at the next change. Get the task before you read the state, so that you miss no change.</summary>
    public Task Next
    {
        get
        {
            while (true)
            {
                if (Volatile.Read(ref _next) is { } next)
                {
                    return next.Task;
                }

                Interlocked.CompareExchange(ref _next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), null);
            }
        }
    }

    public void Raise()
    {
        Interlocked.MemoryBarrier(); // makes the change visible before the check for waiting callers
        if (Volatile.Read(ref _next) is not null)
        {
            Interlocked.Exchange(ref _next, null)?.TrySetResult();
        }
    }
}
