// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client.Connection;

/// <summary>Which numbered messages have come, so that none is taken twice and each is acknowledged.</summary>
/// <remarks>Protocol reference: client protocols, section 11.7.</remarks>
internal sealed class SequenceTracker
{
    private ulong _largest;
    private ulong _acknowledged;

    /// <summary>Gets how many have come since the last acknowledgement.</summary>
    public ulong Unacknowledged => Volatile.Read(ref _largest) - Volatile.Read(ref _acknowledged);

    /// <summary>Takes a number; false for one that has come before.</summary>
    public bool TryAccept(ulong sequenceId)
    {
        if (sequenceId <= _largest)
        {
            Volatile.Write(ref _acknowledged, Math.Min(_acknowledged, sequenceId - 1)); // it comes again because the acknowledgement did not arrive
            return false;
        }

        Volatile.Write(ref _largest, sequenceId);
        return true;
    }

    /// <summary>What to acknowledge now; null for nothing new.</summary>
    public ulong? TakeAcknowledgement()
    {
        ulong largest = Volatile.Read(ref _largest);
        return Interlocked.Exchange(ref _acknowledged, largest) < largest ? largest : null;
    }
}
