// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client.Streams;

/// <summary>Keeps an outbound stream alive: when nothing was sent for a third of its idle timeout, an empty fragment is due.</summary>
/// <param name="time">The clock.</param>
/// <param name="interval">How often the stream is checked.</param>
/// <param name="due">Called when a frame is due.</param>
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
                _timer = time.CreateTimer(static state => ((StreamKeepAlive)state!).Tick(), this, interval, interval);
            }
        }
    }

    /// <summary>Notes that a frame was sent, which may be the one that was due.</summary>
    public void NoteSent()
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
