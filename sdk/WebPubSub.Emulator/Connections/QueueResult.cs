// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Connections;

/// <summary>What the sender of a message must do after it was put into a queue.</summary>
internal enum QueueResult
{
    /// <summary>Nothing: someone else writes it, or nobody needs it any more.</summary>
    Queued,

    /// <summary>Write it. It is not in the queue, because nothing was before it.</summary>
    WriteNow,

    /// <summary>Have the queue written by another thread.</summary>
    Schedule,

    /// <summary>Write the queue.</summary>
    WriteQueue,

    /// <summary>Nothing can be added: the queue is full.</summary>
    Full,
}
