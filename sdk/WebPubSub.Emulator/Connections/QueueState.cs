// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Connections;

/// <summary>The states of a queue, which determine its writer.</summary>
internal enum QueueState
{
    /// <summary>There is no writer, because the socket does not exist yet.</summary>
    NotOpen,

    /// <summary>There is no writer: the queue is empty, or a flush follows.</summary>
    Idle,

    /// <summary>A scheduled work item of the thread pool will write the queue.</summary>
    Scheduled,

    /// <summary>A thread is writing.</summary>
    Writing,

    /// <summary>The writer has ended for good.</summary>
    Ended,
}
