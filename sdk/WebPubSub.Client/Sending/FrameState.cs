// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client.Sending;

/// <summary>The stages of a frame in a <see cref="SendQueue"/>.</summary>
/// <remarks>
/// A frame moves down this list. It can skip stages, and can move to <see cref="Completed"/> at any time. One step goes backward: when a connection ends, a frame
/// that may be repeated moves from <see cref="Sent"/> to <see cref="Queued"/> for the next connection.
/// </remarks>
internal enum FrameState
{
    /// <summary>The frame was not added to the queue yet.</summary>
    New,

    /// <summary>The queue is full. The frame has its position in the order, and is not encoded yet.</summary>
    Waiting,

    /// <summary>The frame has a slot. The sender encodes it now.</summary>
    Admitted,

    /// <summary>The frame is encoded and can be written.</summary>
    Queued,

    /// <summary>The frame was written on this connection. The queue keeps its bytes until it is acknowledged.</summary>
    Sent,

    /// <summary>The frame is acknowledged, failed, cancelled, or written without an acknowledgement. The queue no longer holds it.</summary>
    Completed,
}
