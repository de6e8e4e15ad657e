// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client.Streams;

/// <summary>The unacknowledged frames of an outbound stream, and the position of the next frame to send.</summary>
/// <param name="start">The frame that opens the stream.</param>
/// <param name="keepAliveFrame">The frame that keeps the stream alive.</param>
/// <param name="keepAlive">The timer for keep-alive frames; null if the stream sends none.</param>
/// <param name="backOff">The pauses in which no fragment is sent, because the service rejected a fragment.</param>
internal sealed class StreamFrames(ReadOnlyMemory<byte> start, ReadOnlyMemory<byte> keepAliveFrame, StreamKeepAlive? keepAlive, StreamBackOff backOff)
{
    private readonly Lock _gate = new();
    private readonly StreamWindow _window = new();
    private ReadOnlyMemory<byte> _end;
    private bool _isOpen;
    private bool _isEndSent;
    private bool _wasEndSent; // on a lost transport
    private bool _isQueued;
    private bool _isFinished;
    private volatile bool _isStartSent;

    /// <summary>Gets whether the start frame was sent, so that the service may know the stream.</summary>
    public bool IsStartSent => _isStartSent;

    /// <summary>Gets whether the publisher has ended the stream.</summary>
    public bool IsEnding
    {
        get
        {
            lock (_gate)
            {
                return !_end.IsEmpty;
            }
        }
    }

    /// <summary>Gets whether the end frame was sent on a lost transport.</summary>
    public bool WasEndSent
    {
        get
        {
            lock (_gate)
            {
                return _wasEndSent;
            }
        }
    }

    private bool HasNext => _isOpen && ((_window.HasNext && !backOff.IsPaused) || keepAlive?.IsDue == true || IsEndNext);

    private bool IsEndNext => !_end.IsEmpty && !_isEndSent && _window.IsSent;

    /// <summary>Opens the stream after the service has accepted it.</summary>
    public void Open()
    {
        lock (_gate)
        {
            _isOpen = true;
        }
    }

    /// <summary>Adds a fragment.</summary>
    /// <param name="encode">The function that encodes the fragment with its number.</param>
    public void Add(Func<long, ReadOnlyMemory<byte>> encode)
    {
        lock (_gate)
        {
            _window.Add(encode(_window.NextId));
        }
    }

    /// <summary>Ends the stream after its fragments, or drops the unsent fragments. Returns false if the stream was already ended.</summary>
    public bool TryEnd(ReadOnlyMemory<byte> end, bool dropsUnsent, out int dropped)
    {
        lock (_gate)
        {
            bool isFirst = _end.IsEmpty && !_isFinished;
            dropped = isFirst && dropsUnsent ? _window.DropUnsent() : 0;
            _end = isFirst ? end : _end;
            return isFirst;
        }
    }

    /// <summary>Removes acknowledged fragments.</summary>
    /// <returns>The number of removed fragments; -1 if the service expects a fragment that was never sent.</returns>
    public int Acknowledge(long expectedSequenceId)
    {
        lock (_gate)
        {
            return _window.Acknowledge(expectedSequenceId);
        }
    }

    /// <summary>Sends the fragments again that the service has not accepted.</summary>
    /// <returns>The number of removed fragments; -1 if the service expects a fragment that was acknowledged before, or that was never sent.</returns>
    public int Reject(long expectedSequenceId)
    {
        lock (_gate)
        {
            return _window.Reject(expectedSequenceId);
        }
    }

    /// <summary>Sends all unacknowledged frames again on a new transport.</summary>
    public void Rewind()
    {
        lock (_gate)
        {
            _window.Rewind();
            _wasEndSent |= _isEndSent;
            _isEndSent = false;
        }
    }

    /// <summary>Stops sending. Returns false if this method was called before.</summary>
    public bool TryFinish()
    {
        lock (_gate)
        {
            bool isFirst = !_isFinished;
            _isFinished = true;
            return isFirst;
        }
    }

    /// <summary>Claims a turn in the send queue. Returns false if the stream already has a turn.</summary>
    public bool TryMarkQueued()
    {
        lock (_gate)
        {
            bool isFirst = !_isQueued;
            _isQueued = true;
            return isFirst;
        }
    }

    /// <summary>Takes the next frame. Returns no bytes if there is none; the turn then ends.</summary>
    public ReadOnlyMemory<byte> Take(out bool hasMore)
    {
        lock (_gate)
        {
            ReadOnlyMemory<byte> frame = _isFinished ? default : Take();
            hasMore = _isQueued = !frame.IsEmpty && HasNext;
            if (!frame.IsEmpty)
            {
                keepAlive?.OnFrameSent();
            }

            return frame;
        }
    }

    private ReadOnlyMemory<byte> Take()
    {
        if (!_isStartSent)
        {
            _isStartSent = true;
            return start;
        }

        if (!_isOpen)
        {
            return default;
        }

        if (_window.HasNext && !backOff.IsPaused)
        {
            return _window.TakeNext();
        }

        if (IsEndNext)
        {
            _isEndSent = true;
            return _end;
        }

        return keepAlive?.IsDue == true ? keepAliveFrame : default;
    }
}
