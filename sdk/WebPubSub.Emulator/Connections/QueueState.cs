// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Connections;

/// <summary>Who writes what is in a queue.</summary>
internal enum QueueState
{
    /// <summary>Nobody yet: there is no socket.</summary>
    NotOpen,

    /// <summary>Nobody: nothing is in the queue, or a flush follows.</summary>
    Idle,

    /// <summary>A work item of the thread pool, which has not begun.</summary>
    Scheduled,

    /// <summary>A thread.</summary>
    Writing,

    /// <summary>Nobody any more.</summary>
    Ended,
}
