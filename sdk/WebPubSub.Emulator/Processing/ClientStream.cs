// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Processing;

/// <summary>An open stream of a client. See docs/protocols/client-protocols.md#144-server-state-machine.</summary>
internal sealed class ClientStream(string id, string group, bool noEcho, TimeSpan idleTimeout)
{
    public string Id { get; } = id;

    public string Group { get; } = group;

    public bool NoEcho { get; } = noEcho;

    public TimeSpan IdleTimeout { get; } = idleTimeout;

    /// <summary>Gets or sets the sequence ID of the next fragment.</summary>
    public long Expected { get; set; } = 1;

    /// <summary>Gets or sets the timer that ends the stream if no message arrives for too long.</summary>
    public ITimer? IdleTimer { get; set; }
}
