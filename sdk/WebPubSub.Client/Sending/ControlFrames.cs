// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client.Sending;

/// <summary>The frames that are written before all others and belong to one transport. A newer ping or acknowledgement replaces an older one.</summary>
/// <remarks>Not thread-safe: the <see cref="SendQueue"/> holds the lock.</remarks>
internal sealed class ControlFrames
{
    private readonly Queue<ReadOnlyMemory<byte>> _notices = new();
    private ReadOnlyMemory<byte> _sequenceAck;
    private ReadOnlyMemory<byte> _ping;

    public bool IsEmpty => _sequenceAck.IsEmpty && _ping.IsEmpty && _notices.Count == 0;

    /// <summary>Sets the acknowledgement of the messages received so far.</summary>
    public void SetSequenceAck(ReadOnlyMemory<byte> frame) => _sequenceAck = frame;

    public void SetPing(ReadOnlyMemory<byte> frame) => _ping = frame;

    /// <summary>Adds a frame that ends an invocation or a stream. Its first frame was already written on this connection.</summary>
    public void Add(ReadOnlyMemory<byte> notice) => _notices.Enqueue(notice);

    public bool TryTake(out ReadOnlyMemory<byte> frame)
    {
        if (!_sequenceAck.IsEmpty)
        {
            (frame, _sequenceAck) = (_sequenceAck, default);
            return true;
        }

        if (!_ping.IsEmpty)
        {
            (frame, _ping) = (_ping, default);
            return true;
        }

        return _notices.TryDequeue(out frame);
    }

    public void Clear()
    {
        _sequenceAck = default;
        _ping = default;
        _notices.Clear();
    }
}
