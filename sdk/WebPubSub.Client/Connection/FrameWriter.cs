// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Client.Sending;

namespace WebPubSub.Client.Connection;

/// <summary>The writer of the frames of the queue to one transport. A caller that adds a frame writes it, unless another caller is already writing.</summary>
internal sealed class FrameWriter(SendQueue queue, Transport transport) : IFrameWriter
{
    private const int MaxConsecutiveWrites = 64; // then the loop yields, so that the caller that added a frame can continue

    // The task never fails. It ends when the transport ends, or earlier.
    public void Write() => _ = WriteAllAsync();

    private async Task WriteAllAsync()
    {
        for (int writes = 1; queue.TryTake(this, out ReadOnlyMemory<byte> frame); writes++)
        {
            if (frame.IsEmpty)
            {
                await transport.CloseAsync().ConfigureAwait(false);
                return;
            }

            if (!await transport.SendAsync(frame).ConfigureAwait(false))
            {
                return;
            }

            if (writes % MaxConsecutiveWrites == 0)
            {
                await Task.Yield();
            }
        }
    }
}
