// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Threading.Channels;

namespace WebPubSub.Presence.Memory;

/// <summary>The queue of a watcher. The store adds changes, and the watcher takes them. If the queue is full, the watcher needs a new snapshot.</summary>
internal sealed class Watcher
{
    private const int MaxChanges = 256;

    private readonly Channel<PresenceChange> _changes = Channel.CreateBounded<PresenceChange>(new BoundedChannelOptions(MaxChanges) { SingleReader = true });
    private volatile bool _hasMissed;

    /// <summary>Gets whether a change did not fit.</summary>
    public bool HasMissed => _hasMissed;

    /// <summary>Adds a change. Only the store calls it, inside its lock.</summary>
    public void Add(PresenceChange change) => _hasMissed = _hasMissed || !_changes.Writer.TryWrite(change);

    /// <summary>Removes the changes, because a snapshot replaces them. Only the store calls it, inside its lock.</summary>
    public void Clear()
    {
        while (_changes.Reader.TryRead(out _))
        {
        }

        _hasMissed = false;
    }

    public ValueTask<PresenceChange> TakeAsync(CancellationToken cancellationToken) => _changes.Reader.ReadAsync(cancellationToken);
}
