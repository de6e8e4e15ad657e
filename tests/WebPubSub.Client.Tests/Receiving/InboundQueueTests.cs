// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Text;
using WebPubSub.Client.Receiving;

namespace WebPubSub.Client.Tests.Receiving;

public sealed class InboundQueueTests
{
    [Theory, InlineData(100, 1), InlineData(100, 200), InlineData(9_000, 1), InlineData(20_000, 3)]
    public async Task WaitingBatches_HoldAtMostTwiceTheBytesOfTheirFrames(int frameBytes, int framesPerFlush)
    {
        const int Frames = 600;
        var queue = new InboundQueue(1024, ClientLimits.Default);
        for (int i = 0; i < Frames; i++)
        {
            _ = queue.WriteAsync(Encoding.ASCII.GetBytes($"{i,-4}".PadRight(frameBytes, 'x'))).AsTask(); // the frame is added even if the queue is full
            if (i % framesPerFlush == framesPerFlush - 1)
            {
                _ = queue.FlushAsync();
            }
        }

        queue.Complete();
        InboundBatch[] batches = await queue.Reader.ReadAllAsync(TestContext.Current.CancellationToken).ToArrayAsync(TestContext.Current.CancellationToken);

        InboundItem[] items = [.. batches.SelectMany(batch => batch.Items)];
        items.Select(item => int.Parse(Encoding.ASCII.GetString((byte[])item.Content, item.Offset, 4), CultureInfo.InvariantCulture)).Should().Equal(Enumerable.Range(0, Frames));
        items.Select(item => (byte[])item.Content).Distinct().Sum(array => (long)array.Length).Should().BeLessThanOrEqualTo(2L * Frames * frameBytes);
        batches.Should().NotContain(batch => batch.Frames != null && !batch.Items.Any(item => item.Content == batch.Frames), "a batch holds a rented array only for frames in that array");
    }
}
