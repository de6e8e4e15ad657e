// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Client.Sending;

namespace WebPubSub.Client.Tests.Sending;

/// <summary>A frame of the model, with the real frame and the call that added it.</summary>
internal sealed class ModelFrame(OutboundFrame frame, ReadOnlyMemory<byte> bytes, Task enqueued)
{
    public OutboundFrame Frame => frame;

    public ReadOnlyMemory<byte> Bytes => bytes;

    public int Size => bytes.Length;

    /// <summary>Gets the size that the queue estimates before it encodes the frame.</summary>
    public required int EstimatedSize { get; init; }

    public Task Enqueued => enqueued;

    public bool IsAcknowledged => frame is AcknowledgedFrame;

    public bool SurvivesConnection => frame is AcknowledgedFrame { ConnectionLossAction: ConnectionLossAction.IsRepeated };

    public bool IsReplaced => frame is AcknowledgedFrame { ConnectionLossAction: ConnectionLossAction.IsReplaced };

    public long Deadline => (frame as AcknowledgedFrame)?.Deadline ?? long.MaxValue;

    public int Order { get; set; }

    public int LostConnections { get; set; }
}
