// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client.Sending;

/// <summary>Fails the sends whose acknowledgement does not come in time. One timer serves all of them.</summary>
internal sealed class AckTimeout : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SendQueue _queue;
    private readonly TimeProvider _time;
    private readonly TimeSpan _timeout;
    private readonly Func<ulong, Exception> _createFailure;
    private readonly ITimer _timer;
    private bool _isArmed;

    public AckTimeout(SendQueue queue, TimeProvider time, TimeSpan timeout, Func<ulong, Exception> createFailure)
    {
        _queue = queue;
        _time = time;
        _timeout = timeout;
        _createFailure = createFailure;
        _timer = time.CreateTimer(static state => ((AckTimeout)state!).FailOverdue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Returns the time stamp at which a send that begins now times out.</summary>
    public long CreateDeadline() =>
        _timeout == Timeout.InfiniteTimeSpan ? long.MaxValue : _time.GetTimestamp() + (long)(_timeout.TotalSeconds * _time.TimestampFrequency);

    /// <summary>Watches a send that is in the queue now.</summary>
    public void Watch(long deadline)
    {
        if (deadline == long.MaxValue)
        {
            return;
        }

        lock (_gate)
        {
            if (!_isArmed)
            {
                Arm(deadline);
            }
        }
    }

    public void Dispose() => _timer.Dispose();

    private void FailOverdue()
    {
        lock (_gate)
        {
            _isArmed = false;
        }

        if (_queue.FailOverdue(_time.GetTimestamp(), _createFailure) is { } next)
        {
            lock (_gate)
            {
                Arm(next); // earlier than any deadline that was watched meanwhile
            }
        }
    }

    private void Arm(long deadline)
    {
        _isArmed = true;
        TimeSpan left = _time.GetElapsedTime(_time.GetTimestamp(), deadline);
        _timer.Change(TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(left.TotalMilliseconds))), Timeout.InfiniteTimeSpan);
    }
}
