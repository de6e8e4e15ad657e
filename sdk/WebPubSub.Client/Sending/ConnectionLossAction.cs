// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client.Sending;

/// <summary>The handling of an acknowledged frame if its connection ends before the acknowledgement.</summary>
internal enum ConnectionLossAction
{
    /// <summary>The frame fails: the service may have processed it, and does not remember its ack ID on a new connection.</summary>
    Fails,

    /// <summary>The client sends the frame again on the next connection: a repeat is harmless.</summary>
    IsRepeated,

    /// <summary>The frame fails, and its owner creates a new frame for the next connection.</summary>
    IsReplaced,
}
