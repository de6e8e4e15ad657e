// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;

namespace WebPubSub.Simulation.Network;

/// <summary>One direction of a transport. It is bounded like a TCP connection, and faults can delay or break it.</summary>
/// <param name="time">The virtual clock.</param>
/// <param name="random">The source of random delays.</param>
internal sealed class Pipe(TimeProvider time, Random random)
{
    private const int Capacity = 16 * 1024;

    private readonly Queue<PipeMessage> _arrived = new();
    private TaskCompletionSource? _readable;
    private TaskCompletionSource? _writable;
    private long _lastArrival;
    private int _bytes;
    private bool _isReaderBroken;
    private bool _isWriterBroken;

    /// <summary>Gets or sets whether messages are dropped without an error.</summary>
    public bool IsDroppingMessages { get; set; }

    /// <summary>Gets or sets the maximum delay of a message.</summary>
    public TimeSpan MaxDelay { get; set; }

    /// <summary>Gets or sets the callback that runs when the end of the reader breaks.</summary>
    public Action ReaderBroken { get; set; } = () => { };

    public async Task WriteAsync(PipeMessage message)
    {
        while (_bytes >= Capacity && !_isWriterBroken)
        {
            await (_writable ??= New()).Task;
        }

        ThrowIf(_isWriterBroken);
        if (IsDroppingMessages)
        {
            _bytes += message.Payload.Length; // like TCP data that is never confirmed, it uses up capacity
            return;
        }

        _bytes += message.Payload.Length;
        long now = time.GetTimestamp();
        long arrival = Math.Max(_lastArrival, now + (MaxDelay > TimeSpan.Zero ? (long)(random.NextDouble() * MaxDelay.Ticks) : 0));
        _lastArrival = arrival;
        if (arrival <= now)
        {
            Arrive(message);
        }
        else
        {
            _ = time.CreateTimer(_ => Arrive(message), null, TimeSpan.FromTicks(arrival - now), Timeout.InfiniteTimeSpan);
        }
    }

    public async ValueTask<PipeMessage> ReadAsync()
    {
        while (_arrived.Count == 0)
        {
            ThrowIf(_isReaderBroken);
            await (_readable ??= New()).Task;
        }

        PipeMessage message = _arrived.Dequeue();
        _bytes -= message.Payload.Length;
        Wake(ref _writable);
        return message;
    }

    /// <summary>Breaks the end of the writer. Unless messages are dropped, this also breaks the end of the reader, and unread messages are lost.</summary>
    public void BreakWriter()
    {
        _isWriterBroken = true;
        Wake(ref _writable);
        if (!IsDroppingMessages && !_isReaderBroken)
        {
            BreakReader();
        }
    }

    /// <summary>Breaks the end of the reader. Unless messages are dropped, this also breaks the end of the writer.</summary>
    public void BreakReader()
    {
        if (_isReaderBroken)
        {
            return;
        }

        _isReaderBroken = true;
        _arrived.Clear();
        Wake(ref _readable);
        if (!IsDroppingMessages && !_isWriterBroken)
        {
            BreakWriter();
        }

        ReaderBroken();
    }

    private static void Wake(ref TaskCompletionSource? source) => Interlocked.Exchange(ref source, null)?.TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Arrive(PipeMessage message)
    {
        if (_isReaderBroken || IsDroppingMessages)
        {
            return;
        }

        _arrived.Enqueue(message);
        Wake(ref _readable);
    }

    private static void ThrowIf(bool isBroken)
    {
        if (isBroken)
        {
            throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely);
        }
    }
}
