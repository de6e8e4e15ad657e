// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Presence.Memory;

/// <summary>The users whose last connection has ended and whose grace period runs.</summary>
internal sealed class PendingLeaves
{
    private readonly LinkedList<(Scope Scope, UserEntry User, TimeSpan Due)> _order = []; // the grace period is the same for all, so the first is due first
    private readonly Dictionary<(Scope Scope, UserEntry User), LinkedListNode<(Scope Scope, UserEntry User, TimeSpan Due)>> _nodes = [];

    /// <summary>Gets the time at which the next user has left; null if there is none.</summary>
    public TimeSpan? Next => _order.First?.Value.Due;

    public void Add(Scope scope, UserEntry user, TimeSpan due) => _nodes[(scope, user)] = _order.AddLast((scope, user, due));

    /// <summary>Cancels the leave of a user who is back.</summary>
    public void Cancel(Scope scope, UserEntry user)
    {
        if (_nodes.Remove((scope, user), out LinkedListNode<(Scope, UserEntry, TimeSpan)>? node))
        {
            _order.Remove(node);
        }
    }

    /// <summary>Takes the next user who has left by now, and the time at which the grace period ended.</summary>
    public bool TryTake(TimeSpan now, out Scope scope, out UserEntry user, out TimeSpan due)
    {
        if (_order.First is { } first && first.Value.Due <= now)
        {
            (scope, user, due) = first.Value;
            Cancel(scope, user);
            return true;
        }

        (scope, user, due) = (null!, null!, default);
        return false;
    }
}
