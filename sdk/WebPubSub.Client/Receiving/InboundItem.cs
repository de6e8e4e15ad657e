// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client.Receiving;

/// <summary>An item for the handlers of the application: a parsed or unparsed message of the service, or a notification of the client.</summary>
/// <param name="Content">The message, the byte array that holds its frame, or the delegate that raises a notification.</param>
/// <param name="Bytes">The size of the frame of a message.</param>
/// <param name="Offset">The offset of the frame in its array.</param>
internal readonly record struct InboundItem(object Content, int Bytes = 0, int Offset = 0)
{
    /// <summary>Gets whether the item is a message. Only messages take space in the queue.</summary>
    public bool IsMessage => Content is not Func<CancellationToken, Task>;
}
