// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Processing;

/// <summary>A stream that a client has open. Client protocol reference, section 14.4.</summary>
internal sealed class ClientStream(string id, string group, bool noEcho, TimeSpan idleTimeout)
{
    public string Id { get; } = id;

    public string Group { get; } = group;

    public bool NoEcho { get; } = noEcho;

    public TimeSpan IdleTimeout { get; } = idleTimeout;

    /// <summary>Gets or sets the number of the fragment that comes next.</summary>
    public long Expected { get; set; } = 1;

    /// <summary>Gets or sets what ends it when it is silent for too long.</summary>
    public ITimer? IdleTimer { get; set; }
}
