// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Connections;

/// <summary>What became of an attempt to recover a connection. Client protocol reference, section 11.4.</summary>
internal enum RecoveryOutcome
{
    /// <summary>The connection goes on with the new socket.</summary>
    Recovered,

    /// <summary>There is nothing to recover: the client is told so by a close.</summary>
    Refused,

    /// <summary>Not now: the client may try again.</summary>
    Failed,
}
