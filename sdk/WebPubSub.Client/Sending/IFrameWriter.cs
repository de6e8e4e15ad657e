// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client.Sending;

/// <summary>A writer of the frames of a <see cref="SendQueue"/> to one transport.</summary>
internal interface IFrameWriter
{
    /// <summary>Takes and writes frames until the queue has none. The queue calls this method outside its lock, while the writer is not writing.</summary>
    void Write();
}
