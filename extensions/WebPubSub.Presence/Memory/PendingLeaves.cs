// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Presence.Memory;

/// <summary>The users whose last connection has ended and whose grace period runs.</summary>
internal sealed class PendingLeaves
{
    private readonly Dictionary<(Scope Scope, UserEntry User), DateTimeOffset> _due = [];
    private readonly Queue<(Scope Scope, UserEntry User, DateTimeOffset Due)> _order = new(); // the grace period is the same for all, so the first is due first

    /// <summary>Gets the time at which the next user has left; null if there is none.</summary>
    public DateTimeOffset? Next => _order.TryPeek(out (Scope, UserEntry, DateTimeOffset Due) first) ? first.Due : null;

    public void Add(Scope scope, UserEntry user, DateTimeOffset due)
    {
        _due[(scope, user)] = due;
        _order.Enqueue((scope, user, due));
    }

    /// <summary>Cancels the leave of a user who is back.</summary>
    public void Cancel(Scope scope, UserEntry user) => _due.Remove((scope, user));

    /// <summary>Takes the next user who has left by now, and the time at which the grace period ended.</summary>
    public bool TryTake(DateTimeOffset now, out Scope scope, out UserEntry user, out DateTimeOffset due)
    {
        while (_order.TryPeek(out (Scope Scope, UserEntry User, DateTimeOffset Due) first) && first.Due <= now)
        {
            _order.Dequeue();
            (scope, user, due) = first;
            if (_due.TryGetValue((scope, user), out DateTimeOffset current) && current == due)
            {
                _due.Remove((scope, user));
                return true;
            }
        }

        (scope, user, due) = (null!, null!, default);
        return false;
    }
}
