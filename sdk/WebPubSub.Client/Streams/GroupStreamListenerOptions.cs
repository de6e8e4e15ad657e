// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Client;

/// <summary>Options for reading streams.</summary>
/// <remarks>Preview.</remarks>
[Experimental(PreviewFeature.Id, UrlFormat = PreviewFeature.Url)]
public class GroupStreamListenerOptions
{
    /// <summary>Gets the groups whose streams are read.</summary>
    /// <value>The default is empty: the streams of all groups that the client has joined.</value>
    public ICollection<string> Groups { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Gets or sets whether the listener skips a stream whose first fragment was not received, because the client joined the group later.</summary>
    /// <value>The default is <see langword="false"/>: the listener reads the stream from the first received fragment.</value>
    public bool OnlyFromStart { get; set; }

    /// <summary>Gets or sets the time without a fragment after which a stream fails with <see cref="Protocol.StreamError.IdleTimeout"/>.</summary>
    /// <value>The default is 5 minutes; <see cref="Timeout.InfiniteTimeSpan"/> means no limit.</value>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Gets or sets the maximum number of fragments of a stream that wait to be read.</summary>
    /// <value>The default is 1,024.</value>
    /// <remarks>
    /// If the application reads a stream and the buffer is full, the client handles no other message until there is space. If the application does not read the
    /// stream yet, the stream fails with <see cref="GroupStreamFailedException.BufferOverflow"/>. Otherwise, it could block the stream that is read first.
    /// </remarks>
    public int BufferCapacity { get; set; } = 1024;

    /// <summary>Gets or sets the maximum number of streams that are open, and of streams that wait to be read. Further streams are dropped and logged.</summary>
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
