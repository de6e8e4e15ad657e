// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client.Streams;

/// <summary>The fragments of a stream that the service has not acknowledged, numbered from 1, and which of them is sent next.</summary>
/// <remarks>Protocol reference: client protocols, section 14.5. Not thread-safe.</remarks>
internal sealed class StreamWindow
{
    private readonly List<ReadOnlyMemory<byte>> _fragments = [];
    private ulong _first = 1; // the number of the first of them
    private int _next; // which of them is sent next
    private ulong _sentBelow = 1;
    private bool _isHeldBack; // after a refusal one at a time, until the service goes on

    /// <summary>Gets the number of the fragment that is added next.</summary>
    public ulong NextId => _first + (ulong)_fragments.Count;

    /// <summary>Gets whether there is one to be sent now.</summary>
    public bool HasNext => _next < _fragments.Count && !(_isHeldBack && _next > 0);

    /// <summary>Gets whether all have been sent.</summary>
    public bool IsSent => _next == _fragments.Count;

    public void Add(ReadOnlyMemory<byte> fragment) => _fragments.Add(fragment);

    public ReadOnlyMemory<byte> TakeNext()
    {
        ReadOnlyMemory<byte> fragment = _fragments[_next++];
        _sentBelow = Math.Max(_sentBelow, _first + (ulong)_next);
        return fragment;
    }

    /// <summary>All of them are sent again.</summary>
    public void Rewind() => _next = 0;

    /// <summary>Forgets those that have not been sent.</summary>
    /// <returns>How many those were.</returns>
    public int DropUnsent()
    {
        int count = _fragments.Count - _next;
        _fragments.RemoveRange(_next, count);
        return count;
    }

    /// <summary>The service has all below a number, and waits for that one.</summary>
    /// <returns>How many have left the window; -1 when it waits for one that it had, or that was never sent.</returns>
    public int Acknowledge(ulong expected)
    {
        if (expected < _first)
        {
            return 0; // a late one; what it is about has been acknowledged since
        }

        if (expected > _sentBelow)
        {
            return -1;
        }

        int count = (int)Math.Min(expected - _first, (ulong)_fragments.Count);
        _fragments.RemoveRange(0, count);
        _first = expected;
        _next = Math.Max(0, _next - count);
        _isHeldBack &= count == 0;
        return count;
    }

    /// <summary>The service did not take a fragment, and waits for one that has to be sent again.</summary>
    /// <returns>As for <see cref="Acknowledge"/>.</returns>
    public int Reject(ulong expected)
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
