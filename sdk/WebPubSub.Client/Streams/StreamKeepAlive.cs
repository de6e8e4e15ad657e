// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client.Streams;

/// <summary>The keep-alive timer of an outbound stream. A keep-alive frame is due if no frame was sent during an interval.</summary>
/// <param name="time">The clock.</param>
/// <param name="interval">The interval of the checks: a third of the idle timeout.</param>
/// <param name="due">The callback for a frame that is due.</param>
internal sealed class StreamKeepAlive(TimeProvider time, TimeSpan interval, Action due) : IDisposable
{
    private readonly Lock _gate = new();
    private ITimer? _timer;
    private bool _wasActive;
    private bool _isDue;
    private bool _isDisposed;

    public bool IsDue
    {
        get
        {
            lock (_gate)
            {
                return _isDue;
            }
        }
    }

    public void Start()
    {
        lock (_gate)
        {
            if (!_isDisposed)
            {
                _timer ??= time.CreateTimer(static state => ((StreamKeepAlive)state!).Tick(), this, interval, interval);
            }
        }
    }

    /// <summary>Records that a frame was sent. A keep-alive frame is then no longer due.</summary>
    public void OnFrameSent()
    {
        lock (_gate)
        {
            _wasActive = true;
            _isDue = false;
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

    private void Tick()
    {
        lock (_gate)
        {
            _isDue = !_wasActive;
            _wasActive = false;
            if (!_isDue)
            {
                return;
            }
        }

        due();
    }
}
