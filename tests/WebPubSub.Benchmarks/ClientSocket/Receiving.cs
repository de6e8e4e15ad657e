// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using WebPubSub.Benchmarks.Fanout;

namespace WebPubSub.Benchmarks.ClientSocket;

/// <summary>A publisher that sends messages of 100 bytes to a client through a group, as fast as the client receives them.</summary>
internal sealed class Receiving
{
    private static readonly TimeSpan WaitTimeout = TimeSpan.FromSeconds(10);
    private const int Ahead = 500; // the emulator closes a connection that is 1,000 messages behind, and acknowledgements are slow on a busy machine

    private readonly ISide _side;
    private readonly FrameSocket _publisher;
    private readonly byte[] _frames;
    private long _sent;

    private Receiving(ISide side, FrameSocket publisher, string group)
    {
        _side = side;
        _publisher = publisher;
        byte[] frame = FrameSocket.Encode($$"""{"type":"sendToGroup","group":"{{group}}","dataType":"text","data":"{{FanoutBenchmark.Text}}"}""");
        _frames = [.. Enumerable.Repeat(frame, ReceiveCounter.Batch).SelectMany(bytes => bytes)];
    }

    public static async Task<Receiving> StartAsync(ISide side, Uri publisherUri, string group)
    {
        await side.StartAsync();
        FrameSocket publisher = await FrameSocket.ConnectAsync(publisherUri, "json.webpubsub.azure.v1");
        await publisher.ReceiveTextAsync(); // the connected message
        return new Receiving(side, publisher, group);
    }

    public async Task<Measurement> MeasureAsync()
    {
        GC.Collect();
        long bytes = GC.GetTotalAllocatedBytes(precise: true);
        long before = _side.Received.Count;
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < Measurement.RoundTime)
        {
            while (_sent - _side.Received.Count > Ahead - ReceiveCounter.Batch)
            {
                await _side.Received.Batches.WaitAsync().WaitAsync(WaitTimeout);
            }

            await _publisher.SendAsync(_frames); // sends a whole batch, because the sender runs in the same process and must use little of its time
            _sent += ReceiveCounter.Batch;
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        long received = _side.Received.Count - before;
        double each = (GC.GetTotalAllocatedBytes(precise: true) - bytes) / (double)received;
        long settling = Stopwatch.GetTimestamp();
        while (_side.Received.Count < _sent)
        {
            if (Stopwatch.GetElapsedTime(settling) > WaitTimeout)
            {
                throw new InvalidOperationException($"{_side.GetType().Name}: {_side.Received.Count} of {_sent} messages have come.");
            }

            await Task.Delay(1);
        }

        return new Measurement(received / seconds, each);
    }
}
