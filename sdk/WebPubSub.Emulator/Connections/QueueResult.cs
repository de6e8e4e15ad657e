// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Connections;

/// <summary>The next action of a sender after it has passed a message to a queue.</summary>
internal enum QueueResult
{
    /// <summary>No action: another thread writes the message, or the completed queue has dropped it.</summary>
    Queued,

    /// <summary>Write the message. It is not in the queue, because the queue was empty.</summary>
    WriteNow,

    /// <summary>Schedule another thread to write the queue.</summary>
    Schedule,

    /// <summary>Write the queue.</summary>
    WriteQueue,

    /// <summary>The queue is full and has not accepted the message.</summary>
    Full,
}
