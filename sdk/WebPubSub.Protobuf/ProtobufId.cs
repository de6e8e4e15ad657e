// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Protobuf;

/// <summary>Reads ack IDs and sequence IDs. They are unsigned on the wire and signed in the message classes.</summary>
internal static class ProtobufId
{
    /// <exception cref="FormatException">The ID is too large.</exception>
    public static long Read(ulong id) =>
        id <= long.MaxValue ? (long)id : throw new FormatException("an ID is not a number from 0 to 9223372036854775807");
}
