// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Client.Sending;

namespace WebPubSub.Client.Connection;

/// <summary>Writes the frames of the queue to one transport. A caller that adds a frame writes it, unless another caller is writing already.</summary>
internal sealed class FrameWriter(SendQueue queue, Transport transport) : IFrameWriter
{
    private const int WritesInARow = 64; // then the caller that came with a frame may go on

    // The task never fails, and ends with the transport at the latest.
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

            if (writes % WritesInARow == 0)
            {
                await Task.Yield();
            }
        }
    }
}
