// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Simulation.Time;

/// <summary>The virtual clock of one side. It counts the timers that are set.</summary>
internal sealed class CountedTime(VirtualTime time) : TimeProvider
{
    private int _timers;

    public int ActiveTimers => _timers;

    public override long TimestampFrequency => time.TimestampFrequency;

    public override long GetTimestamp() => time.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

    public Task DelayAsync(TimeSpan delay) => Task.Delay(delay, this);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new CountedTimer(this, callback, state);
        timer.Begin(time, dueTime, period);
        return timer;
    }

    private sealed class CountedTimer(CountedTime owner, TimerCallback callback, object? state) : ITimer
    {
        private ITimer? _timer;
        private bool _isSet;
        private TimeSpan _period;

        public void Begin(VirtualTime time, TimeSpan dueTime, TimeSpan period)
        {
            _timer = time.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            Change(dueTime, period);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period;
            bool isChanged = _timer!.Change(dueTime, period);
            Count(isChanged && dueTime != Timeout.InfiniteTimeSpan);
            return isChanged;
        }

        public void Dispose()
        {
            _timer!.Dispose();
            Count(false);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Fire()
        {
            Count(_period > TimeSpan.Zero);
            callback(state);
        }

        private void Count(bool isSet)
        {
            owner._timers += (isSet ? 1 : 0) - (_isSet ? 1 : 0);
            _isSet = isSet;
        }
    }
}
