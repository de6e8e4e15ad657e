// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Protocol;

namespace WebPubSub.Client.Sending;

/// <summary>A frame on its way to the service. Its <see cref="SendQueue"/> owns all fields.</summary>
internal class OutboundFrame
{
    private WebPubSubMessage? _message;

    /// <param name="message">The message; null for a frame that is made when its turn comes.</param>
    public OutboundFrame(WebPubSubMessage? message)
    {
        _message = message;
        Node = new LinkedListNode<OutboundFrame>(this);
    }

    /// <summary>Gets the place of the frame in one of the lists of the queue.</summary>
    public LinkedListNode<OutboundFrame> Node { get; }

    public FrameState State { get; set; }

    /// <summary>Gets the frame as it is written. A repeat is the same, byte for byte.</summary>
    public ReadOnlyMemory<byte> Bytes { get; private set; }

    /// <summary>Gets or sets how many bytes the queue charges for the frame: an estimate until it is encoded.</summary>
    public int Charge { get; set; }

    /// <summary>Gets or sets the source that completes when the frame has a slot; null for a frame that never had to wait.</summary>
    public TaskCompletionSource? Slot { get; set; }

    /// <summary>Gets whether the frame takes one of the slots of the queue.</summary>
    public virtual bool TakesSlot => true;

    /// <summary>Estimates the size of the frame before it is encoded.</summary>
    public int EstimateSize() => MessageEncoder.EstimateSize(_message);

    /// <summary>Encodes the message, unless the frame was dropped meanwhile.</summary>
    /// <exception cref="ArgumentException">The subprotocol can't encode the message, or it is too large.</exception>
    public void Encode(MessageEncoder encoder)
    {
        if (_message is { } message)
        {
            Bytes = encoder.Encode(message);
            _message = null;
        }
    }

    /// <summary>Takes the bytes to write now. Returns no bytes when there is nothing to write.</summary>
    /// <param name="hasMore">Whether the frame needs another turn.</param>
    /// <remarks>The queue calls this under its lock.</remarks>
    public virtual ReadOnlyMemory<byte> Take(out bool hasMore)
    {
        hasMore = false;
        return Bytes;
    }

    /// <summary>Ends the wait of the caller with its own cancellation.</summary>
    public virtual void Cancel(CancellationToken cancellationToken) => Slot?.TrySetCanceled(cancellationToken);

    /// <summary>Ends the wait of the caller with a failure.</summary>
    public virtual void Fail(Exception failure)
    {
        if (Slot?.TrySetException(failure) == true)
        {
            _ = Slot.Task.Exception; // a caller that has given up does not look at it
        }
    }

    /// <summary>Drops the bytes and the message.</summary>
    public void Release()
    {
        Bytes = default;
        _message = null;
    }
}
