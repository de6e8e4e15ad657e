// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client.Sending;

/// <summary>A frame that waits to be sent. All fields belong to the <see cref="Outbox"/>.</summary>
/// <param name="bytes">The frame as it goes over the wire: a repeat is the same, byte for byte.</param>
internal class OutboundFrame(ReadOnlyMemory<byte> bytes)
{
    /// <summary>Gets or sets whether nobody wants it to be sent any more.</summary>
    public bool IsOver { get; set; }

    /// <summary>Gets whether it is one of those that the sender waits for to have room.</summary>
    public virtual bool TakesRoom => true;

    /// <summary>Takes what is to be sent now; nothing when there is nothing any more.</summary>
    /// <param name="hasMore">Whether there is something else to take later.</param>
    /// <remarks>Called under the lock of the outbox.</remarks>
    public virtual ReadOnlyMemory<byte> Take(out bool hasMore)
    {
        hasMore = false;
        return IsOver ? default : bytes;
    }
}
