// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace WebPubSub.Emulator.Background;

/// <summary>The background tasks of the emulator. Shutdown waits for them, and their failures are logged.</summary>
internal sealed class BackgroundTasks(ILogger logger)
{
    private readonly ConcurrentDictionary<Task, byte> _running = new();

    /// <returns>A task that completes when the work has ended. It never fails.</returns>
    public Task Run(Func<Task> work)
    {
        Task task = RunAsync(work);
        _running.TryAdd(task, 0);
        _ = task.ContinueWith(
            done => _running.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return task;
    }

    public Task WhenAllAsync() => Task.WhenAll(_running.Keys);

    private async Task RunAsync(Func<Task> work)
    {
        await Task.Yield();
        try
        {
            await work();
        }
        catch (OperationCanceledException)
        {
        }
#pragma warning disable CA1031 // the last place that sees it
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.BackgroundTaskFailed(exception);
        }
    }
}
