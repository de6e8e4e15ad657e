// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Benchmarks.Emulator;

/// <summary>The latencies of the received messages, in milliseconds.</summary>
internal sealed class Latencies
{
    private readonly int[] _counts = new int[10_001]; // the last entry counts all longer latencies
    private long _total;

    public long Total => Interlocked.Read(ref _total);

    public void Add(TimeSpan latency)
    {
        Interlocked.Increment(ref _counts[(int)Math.Clamp(latency.TotalMilliseconds, 0, _counts.Length - 1)]);
        Interlocked.Increment(ref _total);
    }

    /// <summary>Returns the latency within which this share of the messages arrived.</summary>
    public int At(double share)
    {
        long rest = (long)(Total * share);
        int milliseconds = 0;
        while (milliseconds < _counts.Length - 1 && (rest -= _counts[milliseconds]) >= 0)
        {
            milliseconds++;
        }

        return milliseconds;
    }

    public void Clear()
    {
        Array.Clear(_counts);
        Interlocked.Exchange(ref _total, 0);
    }
}
