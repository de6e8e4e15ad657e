// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Presence.Memory;

/// <summary>An open connection and its groups.</summary>
internal sealed class ConnectionEntry(string id, UserEntry? user, DateTimeOffset since)
{
    private readonly long _since = since.UtcTicks; // half the size of a DateTimeOffset
    private Membership[] _memberships = []; // an array without spare room for one group, because most connections have few groups
    private int _count;
    private int _reserved; // positive: event ID + 1 of the joined event; negative: of the left event

    public string Id { get; } = id;

    /// <summary>Gets the user; null for an anonymous connection.</summary>
    public UserEntry? User { get; } = user;

    public DateTimeOffset Since => new(_since, TimeSpan.Zero);

    /// <summary>Gets or sets the time at which the connection is removed, unless an event or a listing confirms it before.</summary>
    public TimeSpan LeaseEnd { get; set; }

    public IReadOnlyDictionary<string, string>? Metadata { get; set; }

    /// <summary>Gets or sets the number of the store's last change that an event of the connection caused.</summary>
    public long ChangedAt { get; set; }

    /// <summary>Gets whether the reserved group contains the connection.</summary>
    public bool IsReserved => _reserved > 0;

    public ReadOnlySpan<Membership> Memberships => _memberships.AsSpan(0, _count);

    /// <summary>Sets whether the reserved group contains the connection, unless a later event contradicts it.</summary>
    public void SetReserved(bool isReserved, int eventId)
    {
        if (eventId == 0 || eventId >= Math.Abs(_reserved))
        {
            _reserved = isReserved ? eventId + 1 : -(eventId + 1);
        }
    }

    /// <summary>Records that the answer to the connect event has added the connection to the reserved group, unless an event of this group came before.</summary>
    public void SetReservedAtConnect() => _reserved = _reserved == 0 ? 1 : _reserved;

    /// <summary>Returns the position of a group in <see cref="Memberships"/>, or -1.</summary>
    public int IndexOf(GroupScope group)
    {
        for (int i = 0; i < _count; i++)
        {
            if (_memberships[i].Group == group)
            {
                return i;
            }
        }

        return -1;
    }

    public void Add(Membership membership)
    {
        if (_count == _memberships.Length)
        {
            Array.Resize(ref _memberships, _count + 1 + (_count / 4));
        }

        _memberships[_count++] = membership;
    }

    public void Replace(int index, Membership membership) => _memberships[index] = membership;

    public void RemoveAt(int index)
    {
        _memberships[index] = _memberships[--_count];
        _memberships[_count] = default;
    }
}
