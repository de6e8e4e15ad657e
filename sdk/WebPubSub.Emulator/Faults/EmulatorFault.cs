// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator.Waiting;

namespace WebPubSub.Emulator;

/// <summary>A fault that occurs a number of times. Dispose it to end it.</summary>
public sealed class EmulatorFault : IDisposable
{
    private readonly Lock _gate = new();
    private readonly ChangeSignal _changes;
    private int _left;

    internal EmulatorFault(int times, ChangeSignal changes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(times);
        _left = times;
        _changes = changes;
    }

    /// <summary>Gets the number of times that the fault has occurred.</summary>
    public int Hits { get; private set; }

    /// <summary>Waits until the fault has occurred a number of times.</summary>
    /// <param name="hits">The number of times. The default is 1.</param>
    /// <param name="timeout">The time to wait, in real time. The default is 10 seconds.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>A task that completes when the fault has occurred that often.</returns>
    /// <exception cref="TimeoutException">The fault has not occurred that often. The message contains the number of times.</exception>
    public Task WaitForHitsAsync(int hits = 1, TimeSpan? timeout = null, CancellationToken cancellationToken = default) => RealTimeWait.WaitForChangeAsync(
        _changes, () => Hits >= hits ? this : null, $"a fault to happen {hits} times", () => $"It happened {Hits} times.", timeout, cancellationToken);

    /// <summary>Ends the fault.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _left = 0;
        }
    }

    internal bool IsExhausted
    {
        get
        {
            lock (_gate)
            {
                return _left == 0;
            }
        }
    }

    internal bool TryHit()
    {
        lock (_gate)
        {
            if (_left == 0)
            {
                return false;
            }

            _left -= _left == int.MaxValue ? 0 : 1; // the maximum means always
            Hits++;
        }

        _changes.Raise();
        return true;
    }
}
