// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Client;

/// <summary>Which streams are read, and how.</summary>
/// <remarks>Preview. Protocol reference: client protocols, section 14.6.</remarks>
[Experimental(PreviewFeature.Id)]
public class GroupStreamListenerOptions
{
    /// <summary>Gets the groups whose streams are read.</summary>
    /// <value>The default is empty: those of all groups that the client is in.</value>
    public ICollection<string> Groups { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Gets or sets whether a stream is left out whose beginning did not come, because the client entered the group later.</summary>
    /// <value>The default is <see langword="false"/>: it is read from where it is.</value>
    public bool OnlyFromStart { get; set; }

    /// <summary>Gets or sets after how much silence a stream is given up, with <see cref="Protocol.StreamError.IdleTimeout"/>.</summary>
    /// <value>The default is 5 minutes; <see cref="Timeout.InfiniteTimeSpan"/> is never.</value>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Gets or sets how many fragments of a stream may wait to be read.</summary>
    /// <value>The default is 1,024.</value>
    /// <remarks>
    /// A stream that is being read holds up what comes to the client when it is full; one that nobody has begun to read fails, with
    /// <see cref="GroupStreamFailedException.BufferOverflow"/>: otherwise it could hold up the very stream that is read first.
    /// </remarks>
    public int BufferCapacity { get; set; } = 1024;

    /// <summary>Gets or sets how many streams may be open at once, and how many may wait to be taken; further ones are left out, which the log says.</summary>
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
