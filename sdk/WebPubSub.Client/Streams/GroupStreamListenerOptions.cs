// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Client;

/// <summary>Options for reading streams.</summary>
/// <remarks>Preview.</remarks>
[Experimental(PreviewFeature.Id)]
public class GroupStreamListenerOptions
{
    /// <summary>Gets the groups whose streams are read.</summary>
    /// <value>The default is empty: the streams of all groups that the client has joined.</value>
    public ICollection<string> Groups { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Gets or sets whether a stream is skipped if its first fragment was not received, because the client joined the group later.</summary>
    /// <value>The default is <see langword="false"/>: the stream is read from the first fragment that is received.</value>
    public bool OnlyFromStart { get; set; }

    /// <summary>Gets or sets how long a stream may be idle before it fails with <see cref="Protocol.StreamError.IdleTimeout"/>.</summary>
    /// <value>The default is 5 minutes; <see cref="Timeout.InfiniteTimeSpan"/> is no limit.</value>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Gets or sets how many fragments of a stream may wait to be read.</summary>
    /// <value>The default is 1,024.</value>
    /// <remarks>
    /// While the buffer of a stream that is being read is full, the client handles no other message. A stream that is not read yet fails with
    /// <see cref="GroupStreamFailedException.BufferOverflow"/>, because it could otherwise block the stream that is read first.
    /// </remarks>
    public int BufferCapacity { get; set; } = 1024;

    /// <summary>Gets or sets how many streams may be open at once, and how many may wait to be read. Further streams are dropped and logged.</summary>
    /// <value>The default is 1,000.</value>
    public int MaxStreams { get; set; } = 1000;

    internal GroupStreamListenerOptions Check()
    {
        OptionRange.CheckCapacity(BufferCapacity);
        OptionRange.CheckCapacity(MaxStreams);
        OptionRange.CheckPositiveOrInfinite(IdleTimeout);
        return this;
    }
}
