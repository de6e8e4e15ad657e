// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Threading.Channels;
using WebPubSub.Emulator.Messages;

namespace WebPubSub.Emulator.Connections;

/// <summary>What waits to be written to one client; bounded, so that a client that does not read cannot fill the process.</summary>
/// <remarks>Client protocol reference, section 18.</remarks>
internal sealed class OutgoingQueue
{
    private const int MaxFrames = 1000;
    private const long MaxBytes = 16 * 1024 * 1024;

    private readonly Channel<Frame> _frames = Channel.CreateBounded<Frame>(
        new BoundedChannelOptions(MaxFrames) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private long _bytes;

    /// <summary>Adds a frame; false when the queue is full. A frame for a closed queue is dropped, which is no failure.</summary>
    public bool TryAdd(Frame frame)
    {
        if (Interlocked.Add(ref _bytes, Charge(frame)) <= MaxBytes && _frames.Writer.TryWrite(frame))
        {
            return true;
        }

        Interlocked.Add(ref _bytes, -Charge(frame));
        return _frames.Reader.Completion.IsCompleted || IsClosed;
    }

    public bool IsClosed { get; private set; }

    public void Close()
    {
        IsClosed = true;
        _frames.Writer.TryComplete();
    }

    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _frames.Reader.WaitToReadAsync(cancellationToken);

    public bool TryTake(out Frame frame)
    {
        if (!_frames.Reader.TryRead(out frame))
        {
            return false;
        }

        Interlocked.Add(ref _bytes, -Charge(frame));
        return true;
    }

    // The largest reply of a handler is longer than the queue once it is encoded; one frame alone makes no client slow.
    private static long Charge(Frame frame) => Math.Min(frame.Payload.Length, MaxBytes / 2);
}
