// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client.Sending;

/// <summary>The timeout of sends whose acknowledgement does not arrive in time. One timer serves all sends.</summary>
internal sealed class AckTimeout : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SendQueue _queue;
    private readonly TimeProvider _time;
    private readonly TimeSpan _timeout;
    private readonly Func<long, Exception> _createFailure;
    private readonly ITimer _timer;
    private long _next = long.MaxValue; // the time stamp at which the timer fires

    public AckTimeout(SendQueue queue, TimeProvider time, TimeSpan timeout, Func<long, Exception> createFailure)
    {
        _queue = queue;
        _time = time;
        _timeout = timeout;
        _createFailure = createFailure;
        _timer = time.CreateTimer(static state => ((AckTimeout)state!).FailOverdue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Returns the time stamp at which a send that starts now times out.</summary>
    public long CreateDeadline() =>
        _timeout == Timeout.InfiniteTimeSpan ? long.MaxValue : _time.GetTimestamp() + (long)(_timeout.TotalSeconds * _time.TimestampFrequency);

    /// <summary>Starts to watch a send that was added to the queue.</summary>
    public void Watch(long deadline)
    {
        lock (_gate)
        {
            if (deadline < _next) // a retry keeps the deadline of its send, which may be the earliest
            {
                _next = deadline;
                TimeSpan left = _time.GetElapsedTime(_time.GetTimestamp(), deadline);
                _timer.Change(TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(left.TotalMilliseconds))), Timeout.InfiniteTimeSpan);
            }
        }
    }

    public void Dispose() => _timer.Dispose();

    private void FailOverdue()
    {
        lock (_gate)
        {
            _next = long.MaxValue;
        }

        if (_queue.FailOverdue(_time.GetTimestamp(), _createFailure) is { } next)
        {
            Watch(next);
        }
    }
}
