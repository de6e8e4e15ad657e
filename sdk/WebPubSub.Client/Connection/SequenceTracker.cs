// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client.Connection;

/// <summary>Recognizes repeated messages of a reliable connection by their sequence IDs, and knows which messages are to be acknowledged.</summary>
internal sealed class SequenceTracker
{
    private readonly Lock _gate = new();
    private ulong _largest;
    private ulong _acknowledged;
    private long _bytes;

    /// <summary>Gets how many messages, and how many bytes, were received since the last acknowledgement.</summary>
    public (ulong Messages, long Bytes) Unacknowledged
    {
        get
        {
            lock (_gate)
            {
                return (_largest - _acknowledged, _bytes);
            }
        }
    }

    /// <summary>Counts a message. Returns false for one that was received before.</summary>
    public bool TryAccept(ulong sequenceId, int bytes)
    {
        lock (_gate)
        {
            if (sequenceId <= _largest)
            {
                _acknowledged = Math.Min(_acknowledged, sequenceId - 1); // the service repeats it because it missed the acknowledgement
                return false;
            }

            _largest = sequenceId;
            _bytes += bytes;
            return true;
        }
    }

    /// <summary>Returns the sequence ID to acknowledge now; null when everything is acknowledged.</summary>
    public ulong? TakeAcknowledgement()
    {
        lock (_gate)
        {
            _bytes = 0;
            bool isNew = _acknowledged < _largest;
            _acknowledged = _largest;
            return isNew ? _largest : null;
        }
    }
}
