// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client.Streams;

/// <summary>The frames of an outbound stream that are not acknowledged, and which of them is sent next.</summary>
/// <param name="start">The frame that opens the stream.</param>
/// <param name="keepAliveFrame">The frame that keeps it alive.</param>
/// <param name="keepAlive">When such a frame is due; null for never.</param>
/// <param name="backOff">When nothing may be sent because the service has asked for time.</param>
internal sealed class StreamFrames(ReadOnlyMemory<byte> start, ReadOnlyMemory<byte> keepAliveFrame, StreamKeepAlive? keepAlive, StreamBackOff backOff)
{
    private readonly Lock _gate = new();
    private readonly StreamWindow _window = new();
    private ReadOnlyMemory<byte> _end;
    private bool _isOpen;
    private bool _isEndSent;
    private bool _wasEndSent; // on a transport that is lost
    private bool _hasTurn;
    private bool _isFinished;
    private volatile bool _isStartSent;

    /// <summary>Gets whether the service may know the stream.</summary>
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

    /// <summary>Gets whether the end was sent on a transport that is lost.</summary>
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

    /// <summary>The service has accepted the stream.</summary>
    public void Open()
    {
        lock (_gate)
        {
            _isOpen = true;
        }
    }

    /// <summary>Adds a fragment.</summary>
    /// <param name="encode">Encodes it with its number.</param>
    public void Add(Func<long, ReadOnlyMemory<byte>> encode)
    {
        lock (_gate)
        {
            _window.Add(encode(_window.NextId));
        }
    }

    /// <summary>Ends the stream behind its fragments, or without those that are not sent. Returns false when it was ended before.</summary>
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

    /// <summary>Forgets acknowledged fragments.</summary>
    /// <returns>How many; -1 when the service expects a fragment that it can't expect.</returns>
    public int Acknowledge(long expectedSequenceId)
    {
        lock (_gate)
        {
            return _window.Acknowledge(expectedSequenceId);
        }
    }

    /// <summary>Sends fragments again that the service has not accepted.</summary>
    /// <returns>As for <see cref="Acknowledge"/>.</returns>
    public int Reject(long expectedSequenceId)
    {
        lock (_gate)
        {
            return _window.Reject(expectedSequenceId);
        }
    }

    /// <summary>Sends everything again that is not acknowledged: there is a new transport.</summary>
    public void Rewind()
    {
        lock (_gate)
        {
            _window.Rewind();
            _wasEndSent |= _isEndSent;
            _isEndSent = false;
        }
    }

    /// <summary>Sends nothing any more. Returns false when it was called before.</summary>
    public bool TryFinish()
    {
        lock (_gate)
        {
            bool isFirst = !_isFinished;
            _isFinished = true;
            return isFirst;
        }
    }

    /// <summary>Claims a turn in the send queue. Returns false when the stream has one.</summary>
    public bool TryBeginTurn()
    {
        lock (_gate)
        {
            bool isFirst = !_hasTurn;
            _hasTurn = true;
            return isFirst;
        }
    }

    /// <summary>Takes the next frame; no bytes when there is none, which ends the turn.</summary>
    public ReadOnlyMemory<byte> Take(out bool hasMore)
    {
        lock (_gate)
        {
            ReadOnlyMemory<byte> frame = _isFinished ? default : Take();
            hasMore = _hasTurn = !frame.IsEmpty && HasNext;
            if (!frame.IsEmpty)
            {
                keepAlive?.NoteSent();
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
