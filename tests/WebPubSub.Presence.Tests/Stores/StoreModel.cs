// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using CsCheck;
using WebPubSub.Presence.Stores;

namespace WebPubSub.Presence.Tests.Stores;

/// <summary>
/// Random histories of a service, whose events arrive late, twice, in another order or never, while listings run. The store equals the service after a listing, and without one if no
/// event was lost.
/// </summary>
internal static class StoreModel
{
    private const int MaxOpen = 4;
    private const int UserCount = 2;

    private static readonly string[] Groups = ["room", "hall"];
    private static readonly string?[] Scopes = [null, .. Groups];
    private static readonly Gen<int[]> Steps = Gen.Int[0, 1_000_000].Array[0, 150];

    /// <param name="createStore">Creates an empty store.</param>
    /// <param name="histories">The number of histories.</param>
    public static Task CheckAsync(Func<WebPubSubPresenceOptions, PresenceStore> createStore, int histories) => Steps.SampleAsync(
        steps => RunAsync(createStore, steps), iter: histories, threads: 1, print: steps => string.Join(',', steps));

    private static async Task RunAsync(Func<WebPubSubPresenceOptions, PresenceStore> createStore, int[] steps)
    {
        using PresenceStore store = createStore(new WebPubSubPresenceOptions { GracePeriod = TimeSpan.Zero });
        var service = new Service();
        var late = new List<Func<PresenceStore, Task>>();
        var listings = new List<IAsyncEnumerator<bool>>();
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
                    await late[choice % late.Count](store);
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
                    listings.Add(ReconcileAsync(store, service, choice % 3 < 2 ? Groups[choice % 3] : null).GetAsyncEnumerator());
                    break;
                case 9 when listings.Count > 0:
                    IAsyncEnumerator<bool> listing = listings[choice % listings.Count];
                    if (!await listing.MoveNextAsync())
                    {
                        listings.Remove(listing);
                    }

                    break;
            }
        }

        foreach (IAsyncEnumerator<bool> listing in listings)
        {
            await RunToEndAsync(listing);
        }

        foreach (Func<PresenceStore, Task> deliver in late)
        {
            await deliver(store);
        }

        if (isComplete)
        {
            await CompareAsync(store, service, "if no event is lost, without another listing");
        }

        foreach (string? group in Scopes)
        {
            await RunToEndAsync(ReconcileAsync(store, service, group).GetAsyncEnumerator());
        }

        await CompareAsync(store, service, "after a listing");
    }

    private static async Task CompareAsync(PresenceStore store, Service service, string when)
    {
        foreach (string? group in Scopes)
        {
            (await store.GetConnectionsAsync(group, userId: null, CancellationToken.None)).Select(connection => $"{connection.ConnectionId} {connection.UserId}")
                .Should().Equal(service.List(group).Select(member => $"{member.ConnectionId} {member.UserId}"), $"they are in {group ?? "the hub"} {when}");
            (await store.GetUsersAsync(group, CancellationToken.None)).Select(user => $"{user.UserId} {user.Connections}")
                .Should().Equal(service.List(group).GroupBy(member => member.UserId).Select(user => $"{user.Key} {user.Count()}").Order(StringComparer.Ordinal));
        }
    }

    private static async Task RunToEndAsync(IAsyncEnumerator<bool> steps)
    {
        while (await steps.MoveNextAsync())
        {
        }
    }

    // Each listing has two pages. Between two steps, the service changes and events arrive.
    private static async IAsyncEnumerable<bool> ReconcileAsync(PresenceStore store, Service service, string? group)
    {
        long began = await store.BeginListingAsync(CancellationToken.None);
        var first = new HashSet<string>();
        await foreach (bool step in ListAsync(store, service, group, began, first))
        {
            yield return step;
        }

        IReadOnlyList<string> missing = await store.FindMissingAsync(group, began, first, CancellationToken.None);
        yield return true;
        var second = new HashSet<string>();
        long again = await store.BeginListingAsync(CancellationToken.None);
        await foreach (bool step in ListAsync(store, service, group, again, second))
        {
            yield return step;
        }

        string[] missingTwice = [.. missing.Where(connectionId => !second.Contains(connectionId))];
        if (group is not null)
        {
            await store.RemoveMissingAsync(group, began, missingTwice, CancellationToken.None);
            yield break;
        }

        await store.UnreserveMissingAsync(began, missingTwice, CancellationToken.None);
        yield return true;
        foreach (string connectionId in await store.GetUnreservedAsync(max: 100, CancellationToken.None))
        {
            if (service.List(group: null).Any(member => member.ConnectionId == connectionId))
            {
                await store.SetReservedAsync(connectionId, isReserved: true, eventId: 0, CancellationToken.None);
            }
            else
            {
                await store.DisconnectAsync(connectionId, CancellationToken.None);
            }
        }
    }

    private static async IAsyncEnumerable<bool> ListAsync(PresenceStore store, Service service, string? group, long began, HashSet<string> listed)
    {
        for (int page = 0; page < 2; page++)
        {
            WebPubSubGroupMember[] members = [.. service.List(group).Where(member => member.ConnectionId[^1] % 2 == page)];
            yield return true; // the page is on its way
            await store.AddListedAsync(group, began, members, CancellationToken.None);
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
            [.. _open.Where(pair => group is null || pair.Value.Groups.Contains(group)).Select(pair => new WebPubSubGroupMember(pair.Key) { UserId = pair.Value.User })];

        public IEnumerable<Func<PresenceStore, Task>> Change(int choice)
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

        private IEnumerable<Func<PresenceStore, Task>> Open(string id, string user)
        {
            _opened++;
            _open[id] = (user, []);
            _lastEventIds[id] = 1;
            return [store => store.ConnectAsync(id, user, isReserved: false, CancellationToken.None).AsTask()];
        }

        private IEnumerable<Func<PresenceStore, Task>> End(string id, HashSet<string> groups)
        {
            _open.Remove(id);
            Func<PresenceStore, Task>[] left = [.. groups.Select(group => Left(id, group))];
            return [.. left, store => store.DisconnectAsync(id, CancellationToken.None).AsTask()];
        }

        private Func<PresenceStore, Task> Joined(string id, string user, string group)
        {
            int eventId = ++_lastEventIds[id];
            return store => store.JoinAsync(id, user, group, eventId, CancellationToken.None).AsTask();
        }

        private Func<PresenceStore, Task> Left(string id, string group)
        {
            int eventId = ++_lastEventIds[id];
            return store => store.LeaveAsync(id, group, eventId, CancellationToken.None).AsTask();
        }
    }
}
