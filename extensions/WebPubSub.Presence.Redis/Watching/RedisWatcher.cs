// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Threading.Channels;

namespace WebPubSub.Presence.Redis.Watching;

/// <summary>The queue of a watcher. It needs a new snapshot if a change did not fit or did not arrive.</summary>
internal sealed class RedisWatcher
{
    private const int MaxChanges = 256;

    private readonly Channel<PresenceChange?> _changes = Channel.CreateBounded<PresenceChange?>(MaxChanges);
    private readonly Lock _gate = new();
    private bool _hasMissed;

    /// <summary>Adds a change.</summary>
    public void Add(PresenceChange change)
    {
        lock (_gate)
        {
            _hasMissed = _hasMissed || !_changes.Writer.TryWrite(change);
        }
    }

    /// <summary>Requests a new snapshot.</summary>
    public void Miss()
    {
        lock (_gate)
        {
            _hasMissed = true;
            _changes.Writer.TryWrite(null); // wakes the watcher; a full queue does, too
        }
    }

    /// <summary>Waits for the next change.</summary>
    /// <returns>The change; null if the watcher needs a new snapshot.</returns>
    public async ValueTask<PresenceChange?> TakeAsync(CancellationToken cancellationToken)
    {
        PresenceChange? change = await _changes.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            return _hasMissed ? null : change;
        }
    }

    /// <summary>Removes the changes, because a snapshot that is taken afterwards replaces them.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _hasMissed = false;
            while (_changes.Reader.TryRead(out _))
            {
            }
        }
    }
}
