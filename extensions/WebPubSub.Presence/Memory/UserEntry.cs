// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Presence.Memory;

/// <summary>A user who is online in the hub.</summary>
internal sealed class UserEntry(string id, DateTimeOffset since)
{
    private readonly long _since = since.UtcTicks; // half the size of a DateTimeOffset

    public string Id { get; } = id;

    public DateTimeOffset Since => new(_since, TimeSpan.Zero);

    /// <summary>Gets or sets the number of connections in the hub. It is 0 while the grace period runs.</summary>
    public int Connections { get; set; }

    /// <summary>Gets or sets whether the hub contains the user.</summary>
    public bool IsOnline { get; set; }
}
