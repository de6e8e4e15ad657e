// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator.Configuration;
using WebPubSub.Emulator.Messages;

namespace WebPubSub.Emulator.Connections;

/// <summary>The data messages of a reliable connection until its client has acknowledged them. Client protocol reference, section 11.1.</summary>
/// <remarks>Not thread-safe: its connection has the lock.</remarks>
internal sealed class UnacknowledgedMessages(EmulatorLimits limits)
{
    private readonly Queue<OutgoingMessage> _messages = new();
    private long _last;
    private long _bytes;

    /// <summary>Gets those that are left, the oldest first.</summary>
    public IEnumerable<OutgoingMessage> All => _messages;

    /// <summary>Gets how many are left, and their bytes.</summary>
    public (int Messages, long Bytes) Count => (_messages.Count, _bytes);

    /// <summary>Gets whether more than half of the limit is left.</summary>
    public bool IsHalfFull => _messages.Count > limits.UnacknowledgedMessages / 2 || _bytes > limits.UnacknowledgedBytes / 2;

    /// <summary>Gives a message its number and keeps it; false when there are too many.</summary>
    public bool TryAdd(ref OutgoingMessage message)
    {
        int length = message.Frame.Payload.Length;
        if (_messages.Count == limits.UnacknowledgedMessages || (_messages.Count > 0 && _bytes + length > limits.UnacknowledgedBytes))
        {
            return false; // one message alone is never too long: the reply of a handler may be, once it is encoded
        }

        message = message with { SequenceId = ++_last };
        _messages.Enqueue(message);
        _bytes += length;
        return true;
    }

    /// <summary>Lets go of everything.</summary>
    public void Clear()
    {
        _messages.Clear();
        _bytes = 0;
    }

    /// <summary>Lets go of everything up to a number, whether or not it was ever given.</summary>
    public void Acknowledge(long sequenceId)
    {
        while (_messages.TryPeek(out OutgoingMessage oldest) && oldest.SequenceId <= sequenceId)
        {
            _messages.Dequeue();
            _bytes -= oldest.Frame.Payload.Length;
        }
    }
}
