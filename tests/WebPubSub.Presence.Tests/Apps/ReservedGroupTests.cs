// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator;
using WebPubSub.Presence.Hosting;
using WebPubSub.TestUtilities;

namespace WebPubSub.Presence.Tests.Apps;

/// <summary>Each connection is in the reserved group, whose listing is the truth about the hub.</summary>
public sealed class ReservedGroupTests : PresenceAppTest
{
    private const string Group = "webpubsub-presence";

    private static readonly WebPubSubHubEvents WithoutConnect = new() { SystemEvents = ["connected", "disconnected"], GroupPresenceEvents = ["joined", "left"] };

    [Fact]
    public async Task ConnectResponse_AddsTheGroup_AndKeepsTheGroupsOfTheToken()
    {
        await using PresenceApp<GateHub> app = await PresenceApp<GateHub>.StartAsync(Emulator);
        using TestSocket ann = await app.ConnectAsync("ann", "room", "hall");
        using TestSocket lobby = await app.ConnectAsync("lobby", "room");
        await app.WaitForUsersAsync("ann:1 lobby:1");
        GroupsOf("ann").Should().BeEquivalentTo("room", "hall", Group);
        GroupsOf("lobby").Should().BeEquivalentTo(["lobby", Group], "the groups of the hub replace those of the token");
        Emulator.Inspector.RestCalls.Should().NotContain(call => call.Method == "PUT", "the connect event has added the connections");
    }

    [Fact]
    public async Task OneResponseObjectForAllClients_GivesNoClientTheGroupsOfAnother()
    {
        await using PresenceApp<GateHub> app = await PresenceApp<GateHub>.StartAsync(Emulator);
        using TestSocket ann = await app.ConnectAsync("ann", "tenant1");
        using TestSocket bob = await app.ConnectAsync("bob", "tenant2");
        GroupsOf("ann").Should().BeEquivalentTo("tenant1", Group);
        GroupsOf("bob").Should().BeEquivalentTo("tenant2", Group);
    }

    [Fact]
    public async Task RejectedClient_IsRejected()
    {
        await using PresenceApp<GateHub> app = await PresenceApp<GateHub>.StartAsync(Emulator);
        await app.Invoking(a => a.ConnectAsync("mallory")).Should().ThrowAsync<Exception>();
        EmulatorHandlerCall connect = await Emulator.Inspector.WaitForHandlerCallAsync(call => call.EventName == "connect");
        connect.Status.Should().Be(401);
        (await app.DescribeUsersAsync()).Should().Be("");
    }

    [Fact]
    public async Task ConnectionThatTheServiceRemovesFromAllGroups_StaysOnline_EvenIfTheEventIsLost()
    {
        await using PresenceApp<ChatHub> app = await PresenceApp<ChatHub>.StartAsync(Emulator);
        using TestSocket ann = await app.ConnectAsync("ann");
        await app.WaitForUsersAsync("ann:1");
        Emulator.Faults.FailHandler(400, call => call.EventName == "left", times: int.MaxValue);
        await new WebPubSubServiceClient(Emulator.ConnectionString, "chat").RemoveUserFromAllGroupsAsync("ann");
        await Emulator.Inspector.WaitForHandlerCallAsync(call => call.EventName == "left" && call.Status == 400);
        for (int i = 0; i < 2; i++)
        {
            await app.Presence.ReconcileAsync();
            (await app.DescribeUsersAsync()).Should().Be("ann:1");
        }

        GroupsOf("ann").Should().Contain(Group);
    }

    [Fact]
    public async Task HubWithoutConnectMethod_HasTheGroupTooAndAllGroupsOfTheToken()
    {
        await using PresenceApp<ChatHub> app = await PresenceApp<ChatHub>.StartAsync(Emulator);
        using TestSocket ann = await app.ConnectAsync("ann", "room");
        GroupsOf("ann").Should().BeEquivalentTo("room", Group);
    }

    [Fact]
    public async Task WithoutConnectEvent_TheConnectedEventAddsTheGroup()
    {
        await using PresenceApp<ChatHub> app = await PresenceApp<ChatHub>.StartAsync(Emulator, WithoutConnect);
        using TestSocket ann = await app.ConnectAsync("ann");
        await TestTimeout.UntilAsync(() => GroupsOf("ann").Contains(Group), "the group");
    }

    [Fact]
    public async Task ConnectionThatCouldNotBeAdded_StaysOnline_AndTheNextComparisonAddsIt()
    {
        await using PresenceApp<ChatHub> app = await PresenceApp<ChatHub>.StartAsync(Emulator, WithoutConnect);
        await app.WaitForUsersAsync("");
        Emulator.Faults.FailRest(400, predicate: call => call.Method == "PUT");
        using TestSocket ann = await app.ConnectAsync("ann");
        await TestTimeout.UntilAsync(() => app.Logs.All.Contains("could not be added to the group of presence"), "the warning");
        await app.Presence.ReconcileAsync();
        (await app.DescribeUsersAsync()).Should().Be("ann:1");
        GroupsOf("ann").Should().Contain(Group);
    }

    [Fact]
    public async Task ClientThatLeavesTheGroup_IsAddedAgain()
    {
        await using PresenceApp<ChatHub> app = await PresenceApp<ChatHub>.StartAsync(Emulator);
        using TestSocket ann = await app.ConnectAsync("ann");
        await TestTimeout.UntilAsync(() => GroupsOf("ann").Contains(Group), "the group");
        await DoAsync(ann, $$"""{"type":"leaveGroup","group":"{{Group}}","ackId":1}""");
        await Emulator.Inspector.WaitForHandlerCallAsync(call => call.EventName == "left");
        await app.Presence.ReconcileAsync();
        (await app.DescribeUsersAsync()).Should().Be("ann:1");
        GroupsOf("ann").Should().Contain(Group);
    }

    [Theory]
    [InlineData(Group)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("..")]
    [InlineData("a\nb")]
    public async Task GroupThatCannotBeAsked_IsRejected(string group)
    {
        await using PresenceApp<ChatHub> app = await PresenceApp<ChatHub>.StartAsync(Emulator);
        Func<Task>[] calls =
        [
            () => app.Presence.GetUsersAsync(group),
            () => app.Presence.CountAsync(group),
            () => app.Presence.IsOnlineAsync("ann", group),
            () => app.Presence.GetUserPages(group).ToListAsync().AsTask(),
            () => app.Presence.GetConnections(group).ToListAsync().AsTask(),
            () => app.Presence.WatchAsync(group).ToListAsync().AsTask(),
        ];
        foreach (Func<Task> call in calls)
        {
            (await call.Should().ThrowAsync<ArgumentException>()).WithMessage("*For all users of the hub, pass null.*");
        }
    }

    [Fact]
    public void UnpairedSurrogates_AreNoGroupName()
    {
        PresenceNames.IsGroup("a\ud800").Should().BeFalse();
        PresenceNames.IsGroup("\udc00a").Should().BeFalse();
        PresenceNames.IsGroup("👋").Should().BeTrue();
    }

    private IReadOnlyList<string> GroupsOf(string userId) =>
        Emulator.Inspector.GetConnections("chat").Single(connection => connection.UserId == userId).Groups;
}
