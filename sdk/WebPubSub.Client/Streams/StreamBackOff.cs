// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client.Streams;

/// <summary>The pauses of an outbound stream after the service rejects a fragment. They become longer until the service accepts a fragment.</summary>
/// <param name="time">The clock.</param>
/// <param name="resumed">The callback for the end of a pause.</param>
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

    /// <summary>Pauses the stream, unless it is already paused.</summary>
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

    /// <summary>Resets the delay to the shortest pause.</summary>
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
