// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.TestUtilities;

/// <summary>The time limit of every wait. A test that reaches the limit fails.</summary>
public static class TestTimeout
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongLimit = TimeSpan.FromMinutes(6);

    public static async Task<T> WithTimeoutAsync<T>(this Task<T> task, string what)
    {
        try
        {
            return await task.WaitAsync(Limit);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Waited {Limit.TotalSeconds} s for {what}.");
        }
    }

    /// <summary>Waits with a longer limit, for tasks that take long on a slow machine.</summary>
    public static async Task WithLongTimeoutAsync(this Task task, string what)
    {
        if (await Task.WhenAny(task, Task.Delay(LongLimit, TimeProvider.System, CancellationToken.None)) != task)
        {
            throw new TimeoutException($"Waited {LongLimit.TotalSeconds} s for {what}.");
        }

        await task;
    }

    public static Task WithTimeoutAsync(this Task task, string what) => ToResultAsync(task).WithTimeoutAsync(what);

    /// <summary>Polls until the condition is true.</summary>
    public static Task UntilAsync(Func<bool> condition, string what) => UntilAsync(condition, () => what);

    /// <summary>Polls until the condition is true. Calls <paramref name="describe"/> only if the wait times out.</summary>
    public static async Task UntilAsync(Func<bool> condition, Func<string> describe)
    {
        try
        {
            await UntilAsync(() => Task.FromResult(condition()), "");
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Waited {Limit.TotalSeconds} s for {describe()}.");
        }
    }

    /// <summary>Polls until the condition is true.</summary>
    public static async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        using var timeout = new CancellationTokenSource(Limit);
        while (!await condition())
        {
            if (timeout.IsCancellationRequested)
            {
                throw new TimeoutException($"Waited {Limit.TotalSeconds} s for {what}.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, CancellationToken.None);
        }
    }

    /// <summary>Polls until the memory in use has grown by less than this number of bytes. Memory of other tests is temporary; a leak is permanent.</summary>
    public static async Task UntilMemoryHasGrownByLessThanAsync(long bytes, long before)
    {
        using var timeout = new CancellationTokenSource(Limit);
        for (long grown; (grown = GC.GetTotalMemory(forceFullCollection: true) - before) >= bytes;)
        {
            if (timeout.IsCancellationRequested)
            {
                throw new TimeoutException($"The memory has grown by {grown} bytes, and should have by less than {bytes}.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, CancellationToken.None);
        }
    }

    private static async Task<bool> ToResultAsync(Task task)
    {
        await task;
        return true;
    }
}
