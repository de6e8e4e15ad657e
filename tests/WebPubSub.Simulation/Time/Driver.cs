// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Simulation.Time;

/// <summary>Moves the virtual clock whenever nothing is left to do at the present time.</summary>
/// <remarks>
/// It is a work item that queues itself again. The pool has one worker, so while it runs nothing else does, and when it runs again, everything that was
/// queued before has run.
/// </remarks>
internal sealed class Driver(VirtualTime time, Task work, TimeSpan limit, Action observe) : IThreadPoolWorkItem
{
    private const int Checks = 2;

    private readonly TaskCompletionSource<string?> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _idle;

    /// <summary>Runs until the work is done.</summary>
    /// <returns>Null, or why the work can't end.</returns>
    public Task<string?> RunAsync()
    {
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return _end.Task;
    }

    public void Execute()
    {
        _idle = ThreadPool.PendingWorkItemCount == 0 ? _idle + 1 : 0;
        if (_idle >= Checks)
        {
            _idle = 0;
            observe();
            string? failure = work.IsCompleted ? null
                : time.Elapsed > limit ? $"The run did not end within {limit}."
                : time.FireNext() ? null
                : "Nothing is left to happen, and the run has not ended.";
            if (failure is not null || work.IsCompleted)
            {
                _end.SetResult(failure);
                return;
            }
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }
}
