// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Simulation.Time;

/// <summary>The driver of the virtual clock. It advances the clock when no work is left at the current virtual time.</summary>
/// <remarks>
/// The driver is a work item that queues itself again. The thread pool has one thread, so no other work item runs at the same time. When the driver runs
/// again, all work items that were queued before it have run.
/// </remarks>
internal sealed class Driver(VirtualTime time, Task work, TimeSpan limit, Action observe) : IThreadPoolWorkItem
{
    private const int Checks = 2;

    private readonly TaskCompletionSource<string?> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _idle;

    /// <summary>Runs until the work completes.</summary>
    /// <returns>Null, or the reason why the work can't complete.</returns>
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
