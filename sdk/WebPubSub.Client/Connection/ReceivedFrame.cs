// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Protocol;

namespace WebPubSub.Client.Connection;

/// <summary>A frame of the service: a parsed message, or an unparsed message with data that the dispatcher parses later.</summary>
/// <param name="Message">The message; null for an unparsed frame, and at the end of the transport.</param>
/// <param name="Data">The bytes of a message with data, valid until the next frame is received.</param>
/// <param name="SequenceId">The sequence ID of a message with data.</param>
internal readonly record struct ReceivedFrame(WebPubSubMessage? Message, ReadOnlyMemory<byte> Data = default, long? SequenceId = null)
{
    /// <summary>Gets whether the transport has ended.</summary>
    public bool IsEnd => Message is null && Data.IsEmpty;
}
