// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client.Streams;

/// <summary>Pauses an outbound stream after the service has asked for time; longer each time, until it accepts a fragment.</summary>
/// <param name="time">The clock.</param>
/// <param name="resumed">Called when a pause is over.</param>
internal sealed class StreamBackOff(TimeProvider time, Action resumed) : IDisposable
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private TimeSpan _delay = FirstDelay;
    private ITimer? _timer;
    private bool _isPaused;
    private bool _isDisposed;

    public bool IsPaused
    {
        get
        {
            lock (_gate)
            {
                return _isPaused;
            }
        }
    }

    /// <summary>Pauses, unless the stream is paused already.</summary>
    public void Pause()
    {
        lock (_gate)
        {
            if (_isPaused || _isDisposed)
            {
                return;
            }

            _isPaused = true;
            _timer?.Dispose();
            _timer = time.CreateTimer(static state => ((StreamBackOff)state!).Resume(), this, _delay, Timeout.InfiniteTimeSpan);
            _delay = TimeSpan.FromTicks(Math.Min(_delay.Ticks * 2, MaxDelay.Ticks));
        }
    }

    /// <summary>Begins with the shortest pause again.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            _delay = FirstDelay;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _timer?.Dispose();
        }
    }

    private void Resume()
    {
        lock (_gate)
        {
            _isPaused = false;
        }

        resumed();
    }
}
