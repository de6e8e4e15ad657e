// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Protocol;

namespace WebPubSub.Client.Sending;

/// <summary>An outgoing frame. Its <see cref="SendQueue"/> manages all fields.</summary>
internal class OutboundFrame
{
    private WebPubSubMessage? _message;

    /// <param name="message">The message; null for a frame whose bytes are created when the queue takes it.</param>
    public OutboundFrame(WebPubSubMessage? message)
    {
        _message = message;
        Node = new LinkedListNode<OutboundFrame>(this);
    }

    /// <summary>Gets the node of the frame in one of the lists of the queue.</summary>
    public LinkedListNode<OutboundFrame> Node { get; }

    public FrameState State { get; set; }

    /// <summary>Gets the encoded frame. A repeat has exactly the same bytes.</summary>
    public ReadOnlyMemory<byte> Bytes { get; private set; }

    /// <summary>Gets or sets the number of bytes that the queue counts for the frame. The number is an estimate until the frame is encoded.</summary>
    public int Charge { get; set; }

    /// <summary>Gets or sets the source that completes when the frame has a slot; null if the frame did not have to wait.</summary>
    public TaskCompletionSource? Slot { get; set; }

    /// <summary>Gets whether the frame takes one of the slots of the queue.</summary>
    public virtual bool TakesSlot => true;

    /// <summary>Estimates the size of the frame before it is encoded.</summary>
    public int EstimateSize() => MessageEncoder.EstimateSize(_message);

    /// <summary>Encodes the message, unless the frame was dropped in the meantime.</summary>
    /// <exception cref="ArgumentException">The subprotocol can't encode the message, or it is too large.</exception>
    public void Encode(MessageEncoder encoder)
    {
        if (_message is { } message)
        {
            Bytes = encoder.Encode(message);
            _message = null;
        }
    }

    /// <summary>Takes the bytes to write now. Returns no bytes if the frame has none.</summary>
    /// <param name="hasMore">Whether the frame needs another turn.</param>
    /// <remarks>The queue calls this under its lock.</remarks>
    public virtual ReadOnlyMemory<byte> Take(out bool hasMore)
    {
        hasMore = false;
        return Bytes;
    }

    /// <summary>Cancels the wait of the caller.</summary>
    public virtual void Cancel(CancellationToken cancellationToken) => Slot?.TrySetCanceled(cancellationToken);

    /// <summary>Fails the wait of the caller.</summary>
    public virtual void Fail(Exception failure)
    {
        if (Slot?.TrySetException(failure) == true)
        {
            _ = Slot.Task.Exception; // marks the exception as observed: a caller that no longer waits does not read it
        }
    }

    /// <summary>Drops the bytes and the message.</summary>
    public void Release()
    {
        Bytes = default;
        _message = null;
    }
}
