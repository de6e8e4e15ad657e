// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Client;

/// <summary>Options for opening a stream to a group.</summary>
/// <remarks>Preview.</remarks>
[Experimental(PreviewFeature.Id, UrlFormat = PreviewFeature.Url)]
public class GroupStreamOptions
{
    /// <summary>Gets or sets the ID of the stream. No other open stream of this client can have the same ID.</summary>
    /// <value>The default is <see langword="null"/>: the client chooses an ID.</value>
    public string? StreamId { get; set; }

    /// <summary>Gets or sets whether the stream is not sent to this client, if it is a member.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool NoEcho { get; set; }

    /// <summary>Gets or sets the idle time after which the service ends the stream, in whole milliseconds, at least 1.</summary>
    /// <value>The default is <see langword="null"/>: the default of the service, 5 minutes.</value>
    public TimeSpan? IdleTimeout { get; set; }

    /// <summary>Gets or sets whether the client keeps an idle stream alive, so that <see cref="IdleTimeout"/> does not end it.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool KeepAlive { get; set; } = true;

    /// <summary>Gets or sets the maximum number of fragments that wait for an acknowledgement. Further writes wait.</summary>
    /// <value>The default is 256. The range is 1 to 1,048,576.</value>
    public int BufferCapacity { get; set; } = 256;

    internal GroupStreamOptions Check()
    {
        OptionRange.CheckCapacity(BufferCapacity);
        if (StreamId is not null && string.IsNullOrWhiteSpace(StreamId))
        {
            throw new ArgumentException("The stream ID must not be blank.", nameof(StreamId));
        }

        return IdleTimeout is not { } timeout || (timeout >= TimeSpan.FromMilliseconds(1) && timeout.TotalMilliseconds <= uint.MaxValue && timeout.Ticks % TimeSpan.TicksPerMillisecond == 0)
            ? this
            : throw new ArgumentOutOfRangeException(nameof(IdleTimeout), IdleTimeout, "The idle timeout must be a whole number of milliseconds, at least 1.");
    }
}
