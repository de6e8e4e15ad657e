// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client.Streams;

/// <summary>The unacknowledged fragments of a stream, numbered from 1, and the position of the next fragment to send.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class StreamWindow
{
    private readonly List<ReadOnlyMemory<byte>> _fragments = [];
    private long _first = 1; // the number of the first fragment in the list
    private int _next; // the index of the fragment to send next
    private long _sentBelow = 1;
    private bool _isHeldBack; // after a rejection, one fragment at a time is sent until the service accepts a fragment

    /// <summary>Gets the number of the next fragment to add.</summary>
    public long NextId => _first + _fragments.Count;

    /// <summary>Gets whether a fragment can be sent now.</summary>
    public bool HasNext => _next < _fragments.Count && !(_isHeldBack && _next > 0);

    /// <summary>Gets whether all fragments have been sent.</summary>
    public bool IsSent => _next == _fragments.Count;

    public void Add(ReadOnlyMemory<byte> fragment) => _fragments.Add(fragment);

    public ReadOnlyMemory<byte> TakeNext()
    {
        ReadOnlyMemory<byte> fragment = _fragments[_next++];
        _sentBelow = Math.Max(_sentBelow, _first + _next);
        return fragment;
    }

    /// <summary>Sends all fragments again.</summary>
    public void Rewind() => _next = 0;

    /// <summary>Drops the fragments that are not sent.</summary>
    /// <returns>The number of dropped fragments.</returns>
    public int DropUnsent()
    {
        int count = _fragments.Count - _next;
        _fragments.RemoveRange(_next, count);
        return count;
    }

    /// <summary>Removes the fragments below the number that the service expects next.</summary>
    /// <returns>The number of removed fragments; -1 if the service expects a fragment that was never sent.</returns>
    public int Acknowledge(long expected)
    {
        if (expected < _first)
        {
            return 0; // a late acknowledgement, superseded by a newer one
        }

        if (expected > _sentBelow)
        {
            return -1;
        }

        int count = (int)Math.Min(expected - _first, _fragments.Count);
        _fragments.RemoveRange(0, count);
        _first = expected;
        _next = Math.Max(0, _next - count);
        _isHeldBack &= count == 0;
        return count;
    }

    /// <summary>Sends the fragments again from a number, because the service has not accepted that fragment.</summary>
    /// <returns>The number of removed fragments; -1 if the service expects a fragment that was acknowledged before, or that was never sent.</returns>
    public int Reject(long expected)
    {
        int count = expected < _first ? -1 : Acknowledge(expected);
        if (count >= 0)
        {
            _next = 0;
            _isHeldBack = true;
        }

        return count;
    }
}
