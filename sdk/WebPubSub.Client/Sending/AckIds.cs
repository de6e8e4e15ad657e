// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client.Sending;

/// <summary>The generator of the ack IDs of a client.</summary>
/// <remarks>
/// The service treats a second request with the same ack ID as a repeat and drops it. The IDs of the client must therefore differ from the IDs that an
/// application chooses. Applications usually count from 1. The client starts at 2^52, which a JavaScript number can represent exactly.
/// </remarks>
internal sealed class AckIds
{
    public const long First = 1L << 52;

    private long _last = First - 1;

    public long Next() => Interlocked.Increment(ref _last);

    /// <summary>Returns the caller's ID, or a new ID if it is null.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The caller's ID is negative.</exception>
    public long GetOrCreate(long? ackId)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(ackId ?? 0, nameof(ackId));
        return ackId ?? Next();
    }
}
