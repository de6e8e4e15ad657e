// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Benchmarks.ClientSocket;

/// <summary>The number of received messages, and a signal for each batch of messages.</summary>
internal sealed class ReceiveCounter
{
    public const int Batch = 50;

    private long _count;

    public long Count => Volatile.Read(ref _count);

    public SemaphoreSlim Batches { get; } = new(0);

    public void Add()
    {
        Volatile.Write(ref _count, _count + 1);
        if (_count % Batch == 0)
        {
            Batches.Release();
        }
    }
}
