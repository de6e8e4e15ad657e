// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using CsCheck;
using WebPubSub.Presence.Memory;

namespace WebPubSub.Presence.Tests.Memory;

/// <summary>
/// Random histories of a service, whose events arrive late, twice, in another order or never, while listings run. The store equals the service after a listing, and without one if no
/// event was lost.
/// </summary>
public sealed class ModelTests : StoreTest
{
    private const int MaxOpen = 4;
    private const int UserCount = 2;

    private static readonly string[] Groups = ["room", "hall"];
    private static readonly string?[] Scopes = [null, .. Groups];
    private static readonly Gen<int[]> Steps = Gen.Int[0, 1_000_000].Array[0, 150];

    [Fact]
    public void Store_EqualsTheService_AfterAListing() => Steps.Sample(Run, iter: 2000, print: steps => string.Join(',', steps));

    private static void Run(int[] steps)
    {
        var options = new WebPubSubPresenceOptions { GracePeriod = TimeSpan.Zero };
        using var store = new MemoryPresenceStore(options, TimeProvider.System);
        var service = new Service();
        var late = new List<Action<MemoryPresenceStore>>();
        var listings = new List<IEnumerator<bool>>();
        bool isComplete = true;
        foreach (int step in steps)
        {
            (int kind, int choice) = (step % 10, step / 10);
            switch (kind)
            {
                case < 5:
                    late.AddRange(service.Change(choice));
                    break;
                case < 8 when late.Count > 0:
                    late[choice % late.Count](store);
                    if (choice % 5 > 0) // otherwise it is repeated later
                    {
                        late.RemoveAt(choice % late.Count);
                    }

                    break;
                case 8 when late.Count > 0 && choice % 3 == 0:
                    late.RemoveAt(choice % late.Count);
                    isComplete = false;
                    break;
                case 9 when listings.Count < 3 && choice % 2 == 0:
                    listings.Add(Reconcile(store, service, choice % 3 < 2 ? Groups[choice % 3] : null).GetEnumerator());
                    break;
                case 9 when listings.Count > 0:
                    IEnumerator<bool> listing = listings[choice % listings.Count];
                    if (!listing.MoveNext())
                    {
                        listings.Remove(listing);
                    }

                    break;
            }
        }

        listings.ForEach(RunToEnd);
        late.ForEach(deliver => deliver(store));
        if (isComplete)
        {
            Compare(store, service, "if no event is lost, without another listing");
        }

        Array.ForEach(Scopes, group => RunToEnd(Reconcile(store, service, group).GetEnumerator()));
        Compare(store, service, "after a listing");
    }

    private static void Compare(MemoryPresenceStore store, Service service, string when)
    {
        foreach (string? group in Scopes)
        {
            store.GetConnections(group, userId: null).Select(connection => $"{connection.ConnectionId} {connection.UserId}")
                .Should().Equal(service.List(group).Select(member => $"{member.ConnectionId} {member.UserId}"), $"they are in {group ?? "the hub"} {when}");
            store.GetUsers(group).Select(user => $"{user.UserId} {user.Connections}")
                .Should().Equal(service.List(group).GroupBy(member => member.UserId).Select(user => $"{user.Key} {user.Count()}").Order(StringComparer.Ordinal));
        }
    }

    private static void RunToEnd(IEnumerator<bool> steps)
    {
        while (steps.MoveNext())
        {
        }
    }

    // Each listing has two pages. Between two steps, the service changes and events arrive.
    private static IEnumerable<bool> Reconcile(MemoryPresenceStore store, Service service, string? group)
    {
        foreach (string connectionId in store.GetUnreserved(max: 100))
        {
            if (service.List(group: null).Any(member => member.ConnectionId == connectionId))
            {
                store.SetReserved(connectionId, isReserved: true);
            }
            else
            {
                store.Disconnect(connectionId);
            }
        }

        long began = store.BeginListing();
        var first = new HashSet<string>();
        foreach (bool step in List(store, service, group, began, first))
        {
            yield return step;
        }

        string[] missing = store.FindMissing(group, began, first);
        yield return true;
        var second = new HashSet<string>();
        foreach (bool step in List(store, service, group, store.BeginListing(), second))
        {
            yield return step;
        }

        store.RemoveMissing(group, began, missing.Where(connectionId => !second.Contains(connectionId)));
    }

    private static IEnumerable<bool> List(MemoryPresenceStore store, Service service, string? group, long began, HashSet<string> listed)
    {
        for (int page = 0; page < 2; page++)
        {
            WebPubSubGroupMember[] members = [.. service.List(group).Where(member => member.ConnectionId[^1] % 2 == page)];
            yield return true; // the page is on its way
            store.AddListed(group, began, members);
            listed.UnionWith(members.Select(member => member.ConnectionId));
        }
    }

    /// <summary>The truth: connections that open, end, join and leave, with the event IDs of the service.</summary>
    private sealed class Service
    {
        private readonly SortedDictionary<string, (string User, HashSet<string> Groups)> _open = new(StringComparer.Ordinal);
        private readonly Dictionary<string, int> _lastEventIds = [];
        private int _opened;

        public List<WebPubSubGroupMember> List(string? group) =>
            [.. _open.Where(pair => group is null || pair.Value.Groups.Contains(group)).Select(pair => Member(pair.Key, pair.Value.User))];

        public IEnumerable<Action<MemoryPresenceStore>> Change(int choice)
        {
            string group = Groups[choice / 7 % Groups.Length];
            if (_open.Count == 0 || (choice % 7 == 0 && _open.Count < MaxOpen))
            {
                return Open($"c{_opened:000}", $"user{choice % UserCount}");
            }

            (string id, (string user, HashSet<string> groups)) = _open.ElementAt(choice / 14 % _open.Count);
            return choice % 7 == 1 ? End(id, groups)
                : groups.Add(group) ? [Joined(id, user, group)]
                : groups.Remove(group) ? [Left(id, group)]
                : [];
        }

        private IEnumerable<Action<MemoryPresenceStore>> Open(string id, string user)
        {
            _opened++;
            _open[id] = (user, []);
            _lastEventIds[id] = 1;
            return [store => store.Connect(id, user)];
        }

        private IEnumerable<Action<MemoryPresenceStore>> End(string id, HashSet<string> groups)
        {
            _open.Remove(id);
            Action<MemoryPresenceStore>[] left = [.. groups.Select(group => Left(id, group))];
            return [.. left, store => store.Disconnect(id)];
        }

        private Action<MemoryPresenceStore> Joined(string id, string user, string group)
        {
            int eventId = ++_lastEventIds[id];
            return store => store.Join(id, user, group, eventId);
        }

        private Action<MemoryPresenceStore> Left(string id, string group)
        {
            int eventId = ++_lastEventIds[id];
            return store => store.Leave(id, group, eventId);
        }
    }
}
