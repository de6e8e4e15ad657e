// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Benchmarks.Emulator;

/// <summary>A load from the performance guide of the service, for messages of 2 KB.</summary>
/// <param name="Name">The name of the load.</param>
/// <param name="OutboundPerUnit">The number of messages that an Azure unit delivers per second, with a p99 latency below one second.</param>
/// <param name="Receivers">Returns the number of receivers of a message, for a number of connected clients.</param>
/// <param name="SendAsync">Sends a message. The argument is the index of the client whose turn it is.</param>
internal sealed record UnitScenario(string Name, int OutboundPerUnit, Func<int, int> Receivers, Func<int, Task> SendAsync)
{
    /// <summary>Gets or sets whether the last load was sustained. In this case, the benchmark tries a larger load.</summary>
    public bool IsSustained { get; set; } = true;

    /// <summary>Gets or sets the maximum number of units whose load was sustained.</summary>
    public int Units { get; set; }
}
