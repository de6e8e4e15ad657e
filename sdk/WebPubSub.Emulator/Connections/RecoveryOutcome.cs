// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Connections;

/// <summary>The results of an attempt to recover a connection. See docs/protocols/client-protocols.md#114-recovery-outcomes.</summary>
internal enum RecoveryOutcome
{
    /// <summary>The connection continues with the new transport.</summary>
    Recovered,

    /// <summary>The connection cannot be recovered. The client receives a close.</summary>
    Rejected,

    /// <summary>The connection cannot be recovered at the moment. The client may try again.</summary>
    Failed,
}
