// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator;

/// <summary>What happened to a connection.</summary>
public enum EmulatorConnectionEventKind
{
    /// <summary>A client was let in.</summary>
    Opened,

    /// <summary>A client was not let in.</summary>
    Rejected,

    /// <summary>A reliable connection lost its transport and waits for its client.</summary>
    Dropped,

    /// <summary>A client came back to its connection.</summary>
    Recovered,

    /// <summary>A client wanted to come back and may not.</summary>
    RecoveryRejected,

    /// <summary>A connection ended.</summary>
    Closed,
}
