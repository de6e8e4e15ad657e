// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator;

/// <summary>The kinds of events of a connection.</summary>
public enum EmulatorConnectionEventKind
{
    /// <summary>A client was accepted.</summary>
    Opened,

    /// <summary>A client was rejected.</summary>
    Rejected,

    /// <summary>A reliable connection lost its transport and waits for a recovery.</summary>
    Dropped,

    /// <summary>A client recovered its connection.</summary>
    Recovered,

    /// <summary>The recovery of a connection was rejected.</summary>
    RecoveryRejected,

    /// <summary>A connection ended.</summary>
    Closed,
}
