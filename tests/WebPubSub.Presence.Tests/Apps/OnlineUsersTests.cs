// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.TestUtilities;

namespace WebPubSub.Presence.Tests.Apps;

/// <summary>Presence of an application that receives all events.</summary>
public sealed class OnlineUsersTests : PresenceAppTest
{
    [Fact]
    public async Task UsersOfHubAndGroups_FollowTheEvents()
    {
        await using PresenceApp<ChatHub> app = await PresenceApp<ChatHub>.StartAsync(Emulator);
        (await app.DescribeUsersAsync()).Should().Be("");
        using TestSocket ann = await app.ConnectAsync("ann", "room");
        using TestSocket phone = await app.ConnectAsync("ann");
        using TestSocket bob = await app.ConnectAsync("bob");
        using TestSocket anonymous = await app.ConnectAsync(userId: null, "room");
        await app.WaitForUsersAsync("ann:2 bob:1");
        await app.WaitForUsersAsync("ann:1", "room");
        await TestTimeout.UntilAsync(async () => await app.Presence.CountAsync("room") == new PresenceCounts(1, 2, 1), "the anonymous connection");

        await DoAsync(bob, """{"type":"joinGroup","group":"room","ackId":1}""");
        await app.WaitForUsersAsync("ann:1 bob:1", "room");
        await DoAsync(bob, """{"type":"leaveGroup","group":"room","ackId":2}""");
        await app.WaitForUsersAsync("ann:1", "room");
        ann.Dispose();
        await app.WaitForUsersAsync("ann:1 bob:1");
        await app.WaitForUsersAsync("", "room");
        (await app.Presence.IsOnlineAsync("ann")).Should().BeTrue();
        (await app.Presence.IsOnlineAsync("ann", "room")).Should().BeFalse();
        (await app.Presence.GetLastSeenAsync("eve")).Should().BeNull();
        (await app.Presence.GetLastSeenAsync("ann")).Should().BeCloseTo(TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Hub_SeesTheUserOnline_InItsConnectedMethod_AndNoEventOfTheReservedGroup()
    {
        await using PresenceApp<ChatHub> app = await PresenceApp<ChatHub>.StartAsync(Emulator);
        using (await app.ConnectAsync("ann", "room"))
        {
            await TestTimeout.UntilAsync(() => app.Hub.Lines.Length == 2, "connected and joined");
        }

        await TestTimeout.UntilAsync(() => app.Hub.Lines.Length == 4, "disconnected and left");
        app.Hub.Lines.Should().Contain(["connected ann: ann", "joined ann room: ann", "disconnected ann: "]).And.NotContain(line => line.Contains("webpubsub-presence"));
    }

    [Fact]
    public async Task Watch_ShowsWhoComesAndGoes()
    {
        await using PresenceApp<ChatHub> app = await PresenceApp<ChatHub>.StartAsync(Emulator);
        using TestSocket ann = await app.ConnectAsync("ann", "room");
        await app.WaitForUsersAsync("ann:1", "room");
        await using IAsyncEnumerator<PresenceChange> watch = app.Presence.WatchAsync("room").GetAsyncEnumerator();
        (await NextAsync(watch)).Should().Be("Snapshot ann");
        using (await app.ConnectAsync("bob", "room"))
        {
            (await NextAsync(watch)).Should().Be("Joined bob");
        }

        (await NextAsync(watch)).Should().Be("Left bob");
    }

    [Fact]
    public async Task ReloadedPage_DoesNotLeave()
    {
        await using PresenceApp<ChatHub> app = await PresenceApp<ChatHub>.StartAsync(Emulator, configure: options => options.GracePeriod = TimeSpan.FromMinutes(5));
        await using IAsyncEnumerator<PresenceChange> watch = app.Presence.WatchAsync().GetAsyncEnumerator();
        await NextAsync(watch);
        using (await app.ConnectAsync("ann"))
        {
            (await NextAsync(watch)).Should().Be("Joined ann"); // otherwise the disconnected event can arrive first, and ann was never online
        }

        await app.WaitForUsersAsync("ann:0");
        using TestSocket ann = await app.ConnectAsync("ann");
        await app.WaitForUsersAsync("ann:1");
        using TestSocket bob = await app.ConnectAsync("bob");
        (await NextAsync(watch)).Should().Be("Joined bob", "ann has not left in between");
    }

    [Fact]
    public async Task Pages_HaveTheOrderOfTheIds_AndContinue()
    {
        await using PresenceApp<ChatHub> app = await PresenceApp<ChatHub>.StartAsync(Emulator);
        var sockets = new List<TestSocket>();
        for (int i = 0; i < 5; i++)
        {
            sockets.Add(await app.ConnectAsync($"user{i}", "room"));
        }

        await app.WaitForUsersAsync("user0:1 user1:1 user2:1 user3:1 user4:1", "room");
        var pages = new List<string>();
        string? token = null;
        await foreach (Azure.Page<PresentUser> page in app.Presence.GetUserPages("room").AsPages(pageSizeHint: 2))
        {
            pages.Add(string.Join(',', page.Values.Select(user => user.UserId)));
            token ??= page.ContinuationToken;
        }

        pages.Should().Equal("user0,user1", "user2,user3", "user4");
        await foreach (Azure.Page<PresentUser> page in app.Presence.GetUserPages("room").AsPages(token, pageSizeHint: 10))
        {
            page.Values.Select(user => user.UserId).Should().Equal("user2", "user3", "user4");
            page.ContinuationToken.Should().BeNull();
        }

        await app.Invoking(a => a.Presence.GetUserPages("room").AsPages("no token").ToListAsync().AsTask()).Should().ThrowAsync<ArgumentException>().WithMessage("The continuation token is invalid.*");
        await app.Invoking(a => a.Presence.GetUserPages("room").AsPages(pageSizeHint: 1001).ToListAsync().AsTask()).Should().ThrowAsync<ArgumentOutOfRangeException>();
        (await app.Presence.GetUserPages("empty").AsPages().ToListAsync()).Should().ContainSingle().Which.Values.Should().BeEmpty();
        PresentConnection connection = await app.Presence.GetConnections("room", "user3").SingleAsync();
        connection.UserId.Should().Be("user3");
        (await app.Presence.SetMetadataAsync(connection.ConnectionId, new Dictionary<string, string> { ["device"] = "phone" })).Should().BeTrue();
        (await app.Presence.GetConnections(userId: "user3").SingleAsync()).Metadata.Should().ContainKey("device");
        sockets.ForEach(socket => socket.Dispose());
    }

    private static async Task<string> NextAsync(IAsyncEnumerator<PresenceChange> watch)
    {
        await watch.MoveNextAsync().AsTask().WithTimeoutAsync("the next change");
        return $"{watch.Current.Kind} {string.Join(',', watch.Current.Users.Select(user => user.UserId))}".TrimEnd();
    }
}
