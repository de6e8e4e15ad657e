// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Presence.Memory;

/// <summary>The time of the last complete comparison.</summary>
internal sealed class ComparisonTime(TimeProvider time)
{
    private readonly Lock _gate = new();
    private long? _timestamp;

    /// <summary>Gets the time since the last comparison; null before the first.</summary>
    public TimeSpan? Elapsed
    {
        get
        {
            lock (_gate)
            {
                return _timestamp is { } timestamp ? time.GetElapsedTime(timestamp) : null;
            }
        }
    }

    public void Set()
    {
        lock (_gate)
        {
            _timestamp = time.GetTimestamp();
        }
    }
}
