// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client.Sending;

/// <summary>Writes the frames of a <see cref="SendQueue"/> to one transport.</summary>
internal interface IFrameWriter
{
    /// <summary>Takes and writes frames until the queue has none. The queue calls this when it has given the writer its turn, never under its lock.</summary>
    void Write();
}
