// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client.Connection;

/// <summary>Recognizes repeated messages of a reliable connection by their sequence IDs, and knows which messages are to be acknowledged.</summary>
internal sealed class SequenceTracker
{
    private readonly Lock _gate = new();
    private long _largest;
    private long _acknowledged;
    private long _bytes;

    /// <summary>Counts a message. Returns false for one that was received before.</summary>
    /// <param name="sequenceId">The sequence ID of the message.</param>
    /// <param name="length">The size of its frame.</param>
    /// <param name="messages">How many messages were received since the last acknowledgement.</param>
    /// <param name="bytes">How many bytes of them.</param>
    public bool TryAccept(long sequenceId, int length, out long messages, out long bytes)
    {
        lock (_gate)
        {
            bool isNew = sequenceId > _largest;
            if (isNew)
            {
                _largest = sequenceId;
                _bytes += length;
            }
            else
            {
                _acknowledged = Math.Min(_acknowledged, Math.Max(sequenceId - 1, 0)); // the service repeats it because it missed the acknowledgement
            }

            (messages, bytes) = (_largest - _acknowledged, _bytes);
            return isNew;
        }
    }

    /// <summary>Returns the sequence ID to acknowledge now; null when everything is acknowledged.</summary>
    public long? TakeAcknowledgement()
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
