// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client;

/// <summary>Options for sending a message to a group.</summary>
public class GroupMessageOptions : EventMessageOptions
{
    private static readonly TimeSpan MaxTimeToLive = TimeSpan.FromSeconds(300);

    /// <summary>Gets or sets whether the message is not sent to this client, if it is a member.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool NoEcho { get; set; }

    /// <summary>Gets or sets the time for which the service keeps the message for an unreachable member, in whole seconds from 0 to 300.</summary>
    /// <value>The default is <see cref="TimeSpan.Zero"/>, which means no limit.</value>
    public TimeSpan TimeToLive { get; set; }

    internal int GetTimeToLiveSeconds() => TimeToLive >= TimeSpan.Zero && TimeToLive <= MaxTimeToLive && TimeToLive.Ticks % TimeSpan.TicksPerSecond == 0
        ? (int)TimeToLive.TotalSeconds
        : throw new ArgumentOutOfRangeException(nameof(TimeToLive), TimeToLive, "The time to live must be a whole number of seconds from 0 to 300.");
}
