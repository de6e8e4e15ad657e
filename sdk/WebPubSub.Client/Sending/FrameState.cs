// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client.Sending;

/// <summary>The stages of a frame in a <see cref="SendQueue"/>.</summary>
/// <remarks>
/// A frame moves down this list and may skip to <see cref="Over"/> at any time. One step goes back: when a connection ends, a frame that
/// may be repeated moves from <see cref="Sent"/> to <see cref="Queued"/> for the next connection.
/// </remarks>
internal enum FrameState
{
    /// <summary>The queue does not know the frame yet.</summary>
    New,

    /// <summary>The queue is full. The frame has its place in the order, and is not encoded.</summary>
    Waiting,

    /// <summary>The frame has a slot. Its sender encodes it now.</summary>
    Admitted,

    /// <summary>The frame is encoded and can be written.</summary>
    Queued,

    /// <summary>The frame was written on this connection. The queue keeps its bytes until it is acknowledged.</summary>
    Sent,

    /// <summary>The frame is acknowledged, failed, cancelled, or written without an acknowledgement. The queue holds nothing of it.</summary>
    Over,
}
