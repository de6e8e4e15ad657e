// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Simulation.History;

/// <summary>The kinds of calls that the history records.</summary>
internal enum ObservationKind
{
    /// <summary>A message was received.</summary>
    Message,

    /// <summary>A connection was established, and its groups were rejoined.</summary>
    Connected,

    /// <summary>A connection ended.</summary>
    Disconnected,
}
