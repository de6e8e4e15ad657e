// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Benchmarks.Emulator;

/// <summary>A load of the service's performance guide, for messages of 2 KB.</summary>
/// <param name="Name">What it does.</param>
/// <param name="OutboundPerUnit">How many messages a unit of Azure delivers in a second, with a p99 below one second.</param>
/// <param name="Receivers">How many clients receive a message that is sent, with so many connected.</param>
/// <param name="SendAsync">Sends a message; the number tells which client has its turn.</param>
internal sealed record UnitScenario(string Name, int OutboundPerUnit, Func<int, int> Receivers, Func<int, Task> SendAsync)
{
    /// <summary>Gets whether the last load was sustained: then a larger one is tried.</summary>
    public bool IsSustained { get; set; } = true;

    /// <summary>Gets the most units that were sustained.</summary>
    public int Units { get; set; }
}
