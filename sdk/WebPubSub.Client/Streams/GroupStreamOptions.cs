// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Client;

/// <summary>What there is to say of a stream to a group.</summary>
/// <remarks>Preview. Protocol reference: client protocols, section 14.1.</remarks>
[Experimental(PreviewFeature.Id)]
public class GroupStreamOptions
{
    /// <summary>Gets or sets the id, which no other open stream of this client may have.</summary>
    /// <value>The default is <see langword="null"/>: the client draws one.</value>
    public string? StreamId { get; set; }

    /// <summary>Gets or sets whether this client, should it be a member, is left out.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool NoEcho { get; set; }

    /// <summary>Gets or sets how long the stream may be silent before the service ends it; whole milliseconds from 1.</summary>
    /// <value>The default is <see langword="null"/>: the service's, 5 minutes.</value>
    public TimeSpan? IdleTimeout { get; set; }

    /// <summary>Gets or sets whether the client says so when there is nothing to send, so that the stream does not end by <see cref="IdleTimeout"/>.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool KeepAlive { get; set; } = true;

    /// <summary>Gets or sets how many fragments may wait for their acknowledgement; further writes wait.</summary>
    /// <value>The default is 256; up to 1,048,576.</value>
    public int BufferCapacity { get; set; } = 256;

    internal GroupStreamOptions Check()
    {
        OptionRange.CheckCapacity(BufferCapacity);
        if (StreamId is not null && string.IsNullOrWhiteSpace(StreamId))
        {
            throw new ArgumentException("The id of a stream is not blank.", nameof(StreamId));
        }

        return IdleTimeout is not { } timeout || (timeout >= TimeSpan.FromMilliseconds(1) && timeout.TotalMilliseconds <= uint.MaxValue && timeout.Ticks % TimeSpan.TicksPerMillisecond == 0)
            ? this
            : throw new ArgumentOutOfRangeException(nameof(IdleTimeout), IdleTimeout, "It is a number of whole milliseconds, at least 1.");
    }
}
