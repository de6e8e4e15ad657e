// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator.Configuration;
using WebPubSub.Emulator.Messages;

namespace WebPubSub.Emulator.Connections;

/// <summary>The data messages of a reliable connection that its client has not acknowledged. See docs/protocols/client-protocols.md#111-additions.</summary>
/// <remarks>Not thread-safe. The lock of its <see cref="ConnectionLink"/> protects it.</remarks>
internal sealed class UnacknowledgedMessages(EmulatorLimits limits)
{
    private readonly Queue<OutgoingMessage> _messages = new();
    private long _last;
    private long _bytes;

    /// <summary>Gets the unacknowledged messages, the oldest first.</summary>
    public IEnumerable<OutgoingMessage> All => _messages;

    /// <summary>Gets the number and the size of the unacknowledged messages.</summary>
    public (int Messages, long Bytes) Count => (_messages.Count, _bytes);

    /// <summary>Gets whether more than half of the limit is unacknowledged.</summary>
    public bool IsHalfFull => _messages.Count > limits.UnacknowledgedMessages / 2 || _bytes > limits.UnacknowledgedBytes / 2;

    /// <summary>Assigns a sequence ID to a message and keeps the message. Returns false if the limit is reached.</summary>
    public bool TryAdd(ref OutgoingMessage message)
    {
        int length = message.Frame.Payload.Length;
        if (_messages.Count == limits.UnacknowledgedMessages || (_messages.Count > 0 && _bytes + length > limits.UnacknowledgedBytes))
        {
            return false; // a single message always fits, because an encoded reply of an event handler can exceed the limit
        }

        message = message with { SequenceId = ++_last };
        _messages.Enqueue(message);
        _bytes += length;
        return true;
    }

    /// <summary>Removes all messages.</summary>
    public void Clear()
    {
        _messages.Clear();
        _bytes = 0;
    }

    /// <summary>Removes all messages up to a sequence ID, even if no message has had that ID.</summary>
    public void Acknowledge(long sequenceId)
    {
        while (_messages.TryPeek(out OutgoingMessage oldest) && oldest.SequenceId <= sequenceId)
        {
            _messages.Dequeue();
            _bytes -= oldest.Frame.Payload.Length;
        }
    }
}
