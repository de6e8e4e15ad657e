// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Presence.Stores;
using WebPubSub.TestUtilities;

namespace WebPubSub.Presence.Tests.Stores;

/// <summary>The behavior of each store. The tests use real time, because the time of a store can be that of another machine.</summary>
public abstract class StoreContract
{
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>Creates an empty store.</summary>
    protected abstract PresenceStore Create(WebPubSubPresenceOptions options);

    /// <summary>The number of random histories that <see cref="Store_EqualsTheService_AfterAListing"/> tries.</summary>
    protected abstract int Histories { get; }

    [Fact]
    public Task Store_EqualsTheService_AfterAListing() => StoreModel.CheckAsync(Create, Histories);

    [Fact]
    public async Task Connections_AreOnline_UntilTheyEnd()
    {
        using PresenceStore store = Create(new() { GracePeriod = TimeSpan.Zero });
        await store.ConnectAsync("c1", "bob", isReserved: false, None);
        await store.ConnectAsync("c1", "bob", isReserved: false, None);
        await store.ConnectAsync("c2", "ann", isReserved: false, None);
        await store.JoinAsync("c3", "ann", "room", 2, None);
        await store.JoinAsync("c4", null, "room", 2, None);
        (await UsersAsync(store)).Should().Be("ann:2 bob:1");
        (await UsersAsync(store, "room")).Should().Be("ann:1");
        (await store.CountAsync(null, None)).Should().Be(new PresenceCounts(2, 4, 1));
        (await store.CountAsync("room", None)).Should().Be(new PresenceCounts(1, 2, 1));
        (await store.IsOnlineAsync("ann", "room", None)).Should().BeTrue();
        (await store.IsOnlineAsync("bob", "room", None)).Should().BeFalse();
        (await store.GetConnectionsAsync("room", null, None)).Select(connection => $"{connection.ConnectionId} {connection.UserId}").Should().Equal("c3 ann", "c4 ");
        (await store.GetConnectionsAsync(null, "ann", None)).Select(connection => connection.ConnectionId).Should().Equal("c2", "c3");

        await store.DisconnectAsync("c3", None);
        await store.DisconnectAsync("c4", None);
        await store.ConnectAsync("c3", "ann", isReserved: false, None); // the event is late
        await store.JoinAsync("c3", "ann", "room", 9, None);
        (await UsersAsync(store)).Should().Be("ann:1 bob:1");
        (await UsersAsync(store, "room")).Should().Be("");
        (await store.CountAsync("room", None)).Should().Be(default(PresenceCounts));
        (await store.CountAsync(null, None)).Should().Be(new PresenceCounts(2, 2, 0));
    }

    [Fact]
    public async Task MissingConnectedEvent_IsNoticed()
    {
        using PresenceStore store = Create(new() { GracePeriod = TimeSpan.Zero });
        await store.JoinAsync("old", "ann", "room", 2, None);
        await store.SetListedAsync(null, await store.BeginListingAsync(None), None);
        (await store.ConfirmAsync("old", "ann", None)).Should().BeTrue("its connected event may have come before the store existed");

        (await store.ConfirmAsync("c1", "ann", None)).Should().BeFalse();
        await store.JoinAsync("c2", "ann", "room", 2, None);
        (await store.ConfirmAsync("c2", "ann", None)).Should().BeFalse("only its joined event came");
        await store.ConnectAsync("c2", "ann", isReserved: true, None);
        (await store.ConfirmAsync("c2", "ann", None)).Should().BeTrue();
        await store.AddListedAsync(null, await store.BeginListingAsync(None), [new("c3") { UserId = "bob" }], None);
        (await store.ConfirmAsync("c3", "bob", None)).Should().BeTrue("a listing has found it");
        await store.DisconnectAsync("c3", None);
        (await store.ConfirmAsync("c3", "bob", None)).Should().BeTrue("the event is late");
        (await UsersAsync(store)).Should().Be("ann:3");
    }

    [Fact]
    public async Task ConnectResponse_ReservesTheConnection_UnlessAnEventOfTheReservedGroupCameBefore()
    {
        using PresenceStore store = Create(new());
        await store.ConnectAsync("c1", "ann", isReserved: true, None);
        await store.ConnectAsync("c2", "ann", isReserved: false, None);
        await store.JoinAsync("c3", "ann", "room", 2, None);
        await store.SetReservedAsync("c3", isReserved: false, 5, None);
        await store.ConnectAsync("c3", "ann", isReserved: true, None);
        (await store.GetUnreservedAsync(10, None)).Should().BeEquivalentTo("c2", "c3");
    }

    [Fact]
    public async Task WatcherOfAnEmptyGroup_ReceivesTheNextNumber_WhenOtherGroupsHaveEnded()
    {
        using PresenceStore store = Create(new() { GracePeriod = TimeSpan.Zero });
        await store.AskAsync("hall", None);
        await using IAsyncEnumerator<PresenceChange> watch = store.WatchAsync("hall", None).GetAsyncEnumerator();
        (await NextAsync(watch)).Should().Be("Snapshot ");
        for (int i = 0; i < 10; i++)
        {
            await store.JoinAsync($"c{i}", "ann", "room", 2, None);
            await store.DisconnectAsync($"c{i}", None);
        }

        for (int i = 0; i < 3; i++)
        {
            await store.JoinAsync($"d{i}", "bob", "hall", 2, None);
            (await NextAsync(watch)).Should().Be("Joined bob");
            await store.DisconnectAsync($"d{i}", None);
            (await NextAsync(watch)).Should().Be("Left bob");
        }
    }

    [Fact]
    public async Task UserIdsThatAreNumbers_AreTexts()
    {
        using PresenceStore store = Create(new());
        string[] users = ["7", "007", "7.0", "113124253617283940501", "113124253617283940502"];
        foreach (string user in users)
        {
            await store.JoinAsync($"of {user}", user, "room", 2, None);
        }

        foreach (string user in users)
        {
            (await store.GetConnectionsAsync(null, user, None)).Select(connection => connection.ConnectionId).Should().Equal($"of {user}");
            (await store.GetConnectionsAsync("room", user, None)).Select(connection => connection.ConnectionId).Should().Equal($"of {user}");
        }

        (await UsersAsync(store)).Should().Be("007:1 113124253617283940501:1 113124253617283940502:1 7:1 7.0:1");
    }

    [Fact]
    public async Task TimeSinceComparison_IsThatOfTheLastOne()
    {
        using PresenceStore store = Create(new());
        (await store.GetTimeSinceComparisonAsync(None)).Should().BeNull();
        await store.SetComparedAsync(None);
        (await store.GetTimeSinceComparisonAsync(None)).Should().BeLessThan(TimeSpan.FromMinutes(1)).And.BeGreaterThanOrEqualTo(TimeSpan.Zero);
    }

    [Fact]
    public async Task UserWith10000Connections_IsOneUser()
    {
        using PresenceStore store = Create(new() { GracePeriod = TimeSpan.Zero });
        WebPubSubGroupMember[] members = [.. Enumerable.Range(0, 10_000).Select(i => new WebPubSubGroupMember($"c{i}") { UserId = "ann" })];
        await store.AddListedAsync(null, await store.BeginListingAsync(None), members, None);
        await store.ConnectAsync("other", "bob", isReserved: false, None);
        (await UsersAsync(store)).Should().Be("ann:10000 bob:1");
        (await store.GetConnectionsAsync(null, "ann", None)).Should().HaveCount(10_000);
        (await store.GetConnectionsAsync(null, "bob", None)).Select(connection => connection.ConnectionId).Should().Equal("other");
        foreach (WebPubSubGroupMember[] batch in members.Chunk(500))
        {
            await Task.WhenAll(batch.Select(member => store.DisconnectAsync(member.ConnectionId, None).AsTask()));
        }

        (await UsersAsync(store)).Should().Be("bob:1");
    }

    [Fact]
    public async Task LaterEventId_Decides()
    {
        using PresenceStore store = Create(new() { GracePeriod = TimeSpan.Zero });
        await store.LeaveAsync("c1", "room", 4, None);
        await store.JoinAsync("c1", "ann", "room", 3, None);
        (await UsersAsync(store, "room")).Should().Be("");
        await store.JoinAsync("c1", "ann", "room", 7, None);
        await store.LeaveAsync("c1", "room", 6, None);
        await store.JoinAsync("c1", "ann", "room", 7, None);
        (await UsersAsync(store, "room")).Should().Be("ann:1");
        await store.LeaveAsync("c1", "room", 8, None);
        (await UsersAsync(store, "room")).Should().Be("");
    }

    [Fact]
    public async Task UserWhoReturns_HasNotLeft_AndAnotherLeavesAfterTheGracePeriod()
    {
        using PresenceStore store = Create(new() { GracePeriod = TimeSpan.FromSeconds(2) });
        await store.JoinAsync("c1", "ann", "room", 2, None);
        await store.JoinAsync("c2", "bob", "room", 2, None);
        await using IAsyncEnumerator<PresenceChange> hub = store.WatchAsync(null, None).GetAsyncEnumerator();
        await using IAsyncEnumerator<PresenceChange> room = store.WatchAsync("room", None).GetAsyncEnumerator();
        (await NextAsync(hub)).Should().Be("Snapshot ann,bob");
        (await NextAsync(room)).Should().Be("Snapshot ann,bob");
        await store.DisconnectAsync("c1", None);
        await store.DisconnectAsync("c2", None);
        await store.JoinAsync("c3", "ann", "room", 2, None);
        (await UsersAsync(store)).Should().Be("ann:1 bob:0");
        (await UsersAsync(store, "room")).Should().Be("ann:1 bob:0");
        (await store.CountAsync(null, None)).Should().Be(new PresenceCounts(2, 1, 0));
        (await NextAsync(hub)).Should().Be("Left bob");
        (await NextAsync(room)).Should().Be("Left bob");
        (await UsersAsync(store)).Should().Be("ann:1");
        (await store.GetLastSeenAsync("bob", None)).Should().BeCloseTo(TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(1));
        (await store.GetLastSeenAsync("eve", None)).Should().BeNull();
    }

    [Fact]
    public async Task Watcher_ReceivesNumberedChanges()
    {
        using PresenceStore store = Create(new() { GracePeriod = TimeSpan.Zero });
        await using IAsyncEnumerator<PresenceChange> watch = store.WatchAsync("room", None).GetAsyncEnumerator();
        await NextAsync(watch);
        long sequence = watch.Current.Sequence;
        string epoch = watch.Current.Epoch;
        for (int i = 0; i < 20; i++)
        {
            await store.JoinAsync($"c{i}", $"user{i}", "room", 2, None);
            (await NextAsync(watch)).Should().Be($"Joined user{i}");
            (watch.Current.Epoch, watch.Current.Sequence).Should().Be((epoch, sequence + i + 1));
        }
    }

    [Fact]
    public async Task Sequence_OfAGroupThatWasEmpty_IsNotUsedTwice()
    {
        using PresenceStore store = Create(new() { GracePeriod = TimeSpan.Zero });
        var seen = new List<(string Epoch, long Sequence)>();
        foreach (string user in new[] { "ann", "bob" })
        {
            await store.JoinAsync($"of {user}", user, "room", 2, None);
            await using IAsyncEnumerator<PresenceChange> watch = store.WatchAsync("room", None).GetAsyncEnumerator();
            (await NextAsync(watch)).Should().Be($"Snapshot {user}");
            seen.Add((watch.Current.Epoch, watch.Current.Sequence));
            await store.DisconnectAsync($"of {user}", None);
            (await NextAsync(watch)).Should().Be($"Left {user}");
        }

        seen.Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task WatcherThatFallsBehind_ReceivesASnapshotWithAllUsers()
    {
        using PresenceStore store = Create(new() { GracePeriod = TimeSpan.Zero });
        await using IAsyncEnumerator<PresenceChange> watch = store.WatchAsync(null, None).GetAsyncEnumerator();
        await NextAsync(watch);
        for (int i = 0; i < 600; i++)
        {
            await store.ConnectAsync($"c{i}", $"user{i:000}", isReserved: false, None);
        }

        var users = new SortedSet<string>(StringComparer.Ordinal);
        await TestTimeout.UntilAsync(async () =>
        {
            await NextAsync(watch);
            users.UnionWith(watch.Current.Users.Select(user => user.UserId));
            return users.Count == 600;
        }, "all users");
        watch.Current.Sequence.Should().Be(600);
    }

    [Theory]
    [InlineData("ann\n\u0000\r|")]
    [InlineData("👩‍💻 née Öl {x}")]
    [InlineData("\"[]'\\")]
    public async Task Names_CanHaveAnyUnicode(string name)
    {
        using PresenceStore store = Create(new() { GracePeriod = TimeSpan.FromMinutes(1) });
        await using IAsyncEnumerator<PresenceChange> watch = store.WatchAsync(name, None).GetAsyncEnumerator();
        await NextAsync(watch);
        await store.JoinAsync("c1", name, name, 2, None);
        (await NextAsync(watch)).Should().Be($"Joined {name}");
        (await UsersAsync(store, name)).Should().Be($"{name}:1");
        await store.DisconnectAsync("c1", None);
        (await UsersAsync(store, name)).Should().Be($"{name}:0");
        (await store.AskAsync(name, None)).Should().BeFalse();
        (await store.GetAskedGroupsAsync(None)).Should().Equal(name);
    }

    [Fact]
    public async Task ConnectionIn1000Groups_LeavesThemAll()
    {
        using PresenceStore store = Create(new() { GracePeriod = TimeSpan.Zero });
        for (int i = 0; i < 1000; i++)
        {
            await store.JoinAsync("c1", "ann", $"room{i}", i + 2, None);
        }

        await store.DisconnectAsync("c1", None);
        (await UsersAsync(store, "room0")).Should().Be("");
        (await UsersAsync(store, "room999")).Should().Be("");
        (await store.CountAsync(null, None)).Should().Be(default(PresenceCounts));
    }

    [Fact]
    public async Task Metadata_StaysWithTheConnection()
    {
        using PresenceStore store = Create(new());
        var metadata = new Dictionary<string, string> { ["device"] = "phone \u0000 é" };
        (await store.SetMetadataAsync("c1", metadata, None)).Should().BeFalse();
        await store.ConnectAsync("c1", "ann", isReserved: false, None);
        (await store.SetMetadataAsync("c1", metadata, None)).Should().BeTrue();
        (await store.GetConnectionsAsync(null, null, None)).Single().Metadata.Should().Equal(metadata);
        (await store.SetMetadataAsync("c1", new Dictionary<string, string>(), None)).Should().BeTrue();
        (await store.GetConnectionsAsync(null, null, None)).Single().Metadata.Should().BeEmpty();
    }

    [Fact]
    public async Task AskedGroups_AreBounded_AndListedOnce()
    {
        using PresenceStore store = Create(new() { MaxReconciledGroups = 2 });
        long began = await store.BeginListingAsync(None);
        (await store.AskAsync("a", None)).Should().BeFalse();
        (await store.SetListedAsync("a", began, None)).Should().BeTrue();
        (await store.SetListedAsync("a", began, None)).Should().BeFalse();
        (await store.AskAsync("a", None)).Should().BeTrue();
        (await store.AskAsync(null, None)).Should().BeFalse();
        (await store.SetListedAsync(null, began, None)).Should().BeTrue();
        (await store.AskAsync(null, None)).Should().BeTrue();
        (await store.SetListedAsync("never asked", began, None)).Should().BeFalse();
        await NextTimeAsync(store);
        await store.AskAsync("b", None);
        await NextTimeAsync(store);
        await store.AskAsync("c", None);
        (await store.GetAskedGroupsAsync(None)).Should().BeEquivalentTo("b", "c");
        (await store.AskAsync("a", None)).Should().BeFalse("it was dropped");
    }

    [Fact]
    public async Task ConnectionThatNothingConfirms_Ends()
    {
        using PresenceStore store = Create(new() { GracePeriod = TimeSpan.Zero, ReconciliationPeriod = TimeSpan.FromMilliseconds(50) });
        await store.JoinAsync("c1", "ann", "room", 2, None);
        int removed = 0;
        await TestTimeout.UntilAsync(async () => (removed += await store.RemoveExpiredAsync(await store.GetTimeAsync(None), None)) == 1, "the end of the lease");
        (await UsersAsync(store)).Should().Be("");
        (await UsersAsync(store, "room")).Should().Be("");
    }

    // The time of a store can have whole milliseconds.
    private static async Task NextTimeAsync(PresenceStore store)
    {
        long time = await store.GetTimeAsync(None);
        await TestTimeout.UntilAsync(async () => await store.GetTimeAsync(None) > time, "the next time");
    }

    protected static async Task<string> UsersAsync(PresenceStore store, string? group = null) =>
        string.Join(' ', (await store.GetUsersAsync(group, None)).Select(user => $"{user.UserId}:{user.Connections}"));

    protected static async Task<string> NextAsync(IAsyncEnumerator<PresenceChange> watch)
    {
        await watch.MoveNextAsync().AsTask().WithTimeoutAsync("the next change");
        return $"{watch.Current.Kind} {string.Join(',', watch.Current.Users.Select(user => user.UserId))}";
    }
}
