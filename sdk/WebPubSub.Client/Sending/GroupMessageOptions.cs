// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client;

/// <summary>What else there is to say of a message to a group.</summary>
public class GroupMessageOptions : EventMessageOptions
{
    private static readonly TimeSpan MaxTimeToLive = TimeSpan.FromSeconds(300);

    /// <summary>Gets or sets whether this client, should it be a member, is left out.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool NoEcho { get; set; }

    /// <summary>Gets or sets how long the service may keep the message for a member that cannot take it now; whole seconds up to 5 minutes.</summary>
    /// <value>The default is <see cref="TimeSpan.Zero"/>, without limit.</value>
    /// <remarks>Protocol reference: client protocols, section 9.2.</remarks>
    public TimeSpan TimeToLive { get; set; }

    internal int CheckTimeToLive() => TimeToLive >= TimeSpan.Zero && TimeToLive <= MaxTimeToLive && TimeToLive.Ticks % TimeSpan.TicksPerSecond == 0
        ? (int)TimeToLive.TotalSeconds
        : throw new ArgumentOutOfRangeException(nameof(TimeToLive), TimeToLive, "It is a number of whole seconds from 0 to 300.");
}
