// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator.Waiting;

namespace WebPubSub.Emulator;

/// <summary>Something that goes wrong on purpose, so many times. Dispose it and it no longer does.</summary>
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

    /// <summary>Gets how often it has happened.</summary>
    public int Hits { get; private set; }

    /// <summary>Waits until it has happened so often.</summary>
    /// <param name="hits">How often it must have happened.</param>
    /// <param name="timeout">How long to wait, in real time; 10 seconds when not given.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>A task that ends when it has.</returns>
    /// <exception cref="TimeoutException">It has not; the message says how often it did.</exception>
    public Task WaitForHitsAsync(int hits = 1, TimeSpan? timeout = null, CancellationToken cancellationToken = default) => RealTimeWait.ForAsync(
        _changes, () => Hits >= hits ? this : null, $"a fault to happen {hits} times", () => $"It happened {Hits} times.", timeout, cancellationToken);

    /// <summary>Ends it.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _left = 0;
        }
    }

    internal bool IsOver
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

            _left -= _left == int.MaxValue ? 0 : 1; // that many is always
            Hits++;
        }

        _changes.Raise();
        return true;
    }
}
