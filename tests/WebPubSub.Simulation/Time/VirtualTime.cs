// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Simulation.Time;

/// <summary>A clock that does not advance until the driver moves it to the next timer.</summary>
internal sealed class VirtualTime : TimeProvider
{
    private readonly DateTimeOffset _start = System.GetUtcNow();
    private readonly PriorityQueue<(VirtualTimer Timer, long Version), (long Due, long Order)> _queue = new();
    private long _now;
    private long _order;

    /// <summary>Gets the number of timers that are set.</summary>
    public int ActiveTimers { get; private set; }

    public TimeSpan Elapsed => TimeSpan.FromTicks(_now);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now + 1; // in some code, 0 means that there is no timestamp

    public override DateTimeOffset GetUtcNow() => _start.AddTicks(_now);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock to the next timer and fires it. Returns false if no timer is set.</summary>
    public bool FireNext()
    {
        while (_queue.TryDequeue(out (VirtualTimer Timer, long Version) entry, out (long Due, long Order) key))
        {
            if (entry.Timer.Version == entry.Version)
            {
                _now = Math.Max(_now, key.Due);
                entry.Timer.Fire(key.Due);
                return true;
            }
        }

        return false;
    }

    private sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;
        private bool _isSet;
        private bool _isDisposed;

        public long Version { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (_isDisposed)
            {
                return false;
            }

            _period = period;
            Set(dueTime == Timeout.InfiniteTimeSpan ? null : time._now + dueTime.Ticks);
            return true;
        }

        public void Fire(long due)
        {
            Set(_period > TimeSpan.Zero ? due + _period.Ticks : null);
            callback(state);
        }

        public void Dispose()
        {
            _isDisposed = true;
            Set(null);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Set(long? due)
        {
            Version++;
            time.ActiveTimers += (due is null ? 0 : 1) - (_isSet ? 1 : 0);
            _isSet = due is not null;
            if (due is { } at)
            {
                time._queue.Enqueue((this, Version), (at, time._order++));
            }
        }
    }
}
