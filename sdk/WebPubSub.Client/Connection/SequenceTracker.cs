// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client.Connection;

/// <summary>A tracker of the sequence IDs of a reliable connection. It detects repeated messages, and returns the sequence ID to acknowledge.</summary>
internal sealed class SequenceTracker
{
    private readonly Lock _gate = new();
    private long _largest;
    private long _acknowledged;
    private long _bytes;

    /// <summary>Counts a message. Returns false if the message was received before.</summary>
    /// <param name="sequenceId">The sequence ID of the message.</param>
    /// <param name="length">The size of its frame.</param>
    /// <param name="messages">The number of messages that are not acknowledged.</param>
    /// <param name="bytes">The number of bytes of new messages since the last acknowledgement.</param>
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
                _acknowledged = Math.Min(_acknowledged, Math.Max(sequenceId - 1, 0)); // the service repeats the message because the acknowledgement was lost
            }

            (messages, bytes) = (_largest - _acknowledged, _bytes);
            return isNew;
        }
    }

    /// <summary>Returns the sequence ID to acknowledge now; null if all messages are acknowledged.</summary>
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
