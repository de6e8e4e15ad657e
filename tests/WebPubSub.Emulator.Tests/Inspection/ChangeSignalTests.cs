// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator.Waiting;
using WebPubSub.TestUtilities;

namespace WebPubSub.Emulator.Tests;

/// <summary>Concurrent waits and changes on several threads.</summary>
public sealed class ChangeSignalTests
{
    private const int Changes = 200_000;

    [Fact]
    public async Task ManyWaiters_MissNoChange()
    {
        var signal = new ChangeSignal();
        long last = 0;
        Task raising = Task.Run(() =>
        {
            for (int i = 0; i < Changes; i++)
            {
                Interlocked.Increment(ref last);
                signal.Raise();
            }
        });

        Task[] waiting = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(WaitAsync))];

        await Task.WhenAll([raising, .. waiting]).WithTimeoutAsync("all that waited for the last change");

        async Task WaitAsync()
        {
            while (true)
            {
                Task next = signal.Next;
                if (Interlocked.Read(ref last) == Changes)
                {
                    return;
                }

                await next;
            }
        }
    }

    [Fact]
    public async Task Next_DuringChanges_IsNeverNull()
    {
        var signal = new ChangeSignal();
        Task raising = Task.Run(() =>
        {
            for (int i = 0; i < 20 * Changes; i++)
            {
                signal.Raise();
            }
        });

        await Task.Run(() =>
        {
            while (!raising.IsCompleted)
            {
                _ = signal.Next.IsCompleted; // throws if Next is null
            }
        });
        await raising;
    }

    [Fact]
    public async Task Wait_DuringConstantChanges_TimesOut()
    {
        var signal = new ChangeSignal();
        Task<string> waiting = Task.Run(() => RealTimeWait.WaitForChangeAsync<string>(signal, Find, "nothing", () => "", TimeSpan.FromMilliseconds(50), CancellationToken.None));

        await TestTimeout.UntilAsync(() => waiting.IsCompleted, "the end of the wait");
        await FluentActions.Invoking(() => waiting).Should().ThrowAsync<TimeoutException>().WithMessage("Waited 0.05 s for nothing.*");

        string? Find()
        {
            signal.Raise(); // completes the next wait immediately
            return null;
        }
    }
}
