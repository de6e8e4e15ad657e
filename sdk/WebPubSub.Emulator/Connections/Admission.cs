// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Connections;

/// <summary>What becomes of a message for a socket.</summary>
internal enum Admission
{
    /// <summary>Nothing is before it: whoever brought it writes it.</summary>
    WriteNow,

    /// <summary>It waits, and has to be written soon.</summary>
    Schedule,

    /// <summary>It waits with others that have to be written now.</summary>
    WriteWaiting,

    /// <summary>It is written by whoever is writing, or kept, or of no use any more.</summary>
    Waits,

    /// <summary>Too much is before it.</summary>
    Full,
}
