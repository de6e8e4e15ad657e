// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;
using Azure;
using WebPubSub.TestUtilities;

namespace WebPubSub.IntegrationTests;

/// <summary>
/// The effects of operations on real clients: closing, membership, permissions, listing, and sends to many targets. ServiceClientWireTests tests the
/// requests.
/// </summary>
public sealed class OperationEffectTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>, IAsyncLifetime
{
    private readonly WebPubSubServiceClient _service = fixture.CreateClient();
    private TestSocket _ann = null!;
    private TestSocket _bob = null!;
    private string _annId = "";
    private string _bobId = "";

    public async ValueTask InitializeAsync()
    {
        (_ann, _annId) = await TestSocket.ConnectJsonAsync(await _service.GetClientAccessUriAsync(userId: "ann"));
        (_bob, _bobId) = await TestSocket.ConnectJsonAsync(await _service.GetClientAccessUriAsync(userId: "bob"));
    }

    public ValueTask DisposeAsync()
    {
        _ann.Dispose();
        _bob.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task GetServiceStatus_Answers() => (await _service.GetServiceStatusAsync()).Status.Should().Be(200);

    [Fact]
    public async Task CloseAllConnections_LeavesTheExcluded()
    {
        await _service.CloseAllConnectionsAsync([_bobId], "all out");

        await ExpectCloseAsync(_ann, "all out");
        await ExpectAliveAsync(_bob, "bob");
    }

    [Fact]
    public async Task CloseGroupConnections_ClosesItsMembersOnly()
    {
        await _service.AddConnectionToGroupAsync("room", _annId);

        await _service.CloseGroupConnectionsAsync("room", reason: "room closed");

        await ExpectCloseAsync(_ann, "room closed");
        await ExpectAliveAsync(_bob, "bob");
    }

    [Fact]
    public async Task CloseUserConnections_ClosesThatUserOnly()
    {
        await _service.CloseUserConnectionsAsync("ann", reason: "bye");

        await ExpectCloseAsync(_ann, "bye");
        await ExpectAliveAsync(_bob, "bob");
    }

    [Fact]
    public async Task RemoveUserFromAllGroups_EmptiesTheGroups()
    {
        await _service.AddUserToGroupAsync("a", "ann");
        await _service.AddConnectionToGroupAsync("b", _annId);

        await _service.RemoveUserFromAllGroupsAsync("ann");

        (await _service.GroupExistsAsync("a")).Value.Should().BeFalse();
        (await _service.GroupExistsAsync("b")).Value.Should().BeFalse();
    }

    [Fact]
    public async Task RemoveConnectionFromAllGroups_LeavesTheOthers()
    {
        await _service.AddConnectionToGroupAsync("a", _annId);
        await _service.AddConnectionToGroupAsync("a", _bobId);

        await _service.RemoveConnectionFromAllGroupsAsync(_annId);

        (await MembersAsync("a")).Should().Equal(_bobId);
    }

    [Fact]
    public async Task BulkMembership_FollowsTheFilter()
    {
        await _service.AddConnectionsToGroupsAsync(["a", "b/c"], ClientConnectionFilter.Create($"userId eq {"ann"}"));
        await _service.SendToAllAsync("to b/c", new SendToAllOptions { Filter = "'b/c' in groups" });
        await _service.AddConnectionsToGroupsAsync(["a"], null);
        (await MembersAsync("a")).Should().BeEquivalentTo(_annId, _bobId);

        await _service.RemoveConnectionsFromGroupsAsync(["a"], ClientConnectionFilter.Create($"userId eq {"bob"}"));

        (await MembersAsync("a")).Should().Equal(_annId);
        (await _ann.ReceiveJsonAsync()).GetProperty("data").GetString().Should().Be("to b/c");
    }

    [Fact]
    public async Task Permissions_ControlJoinAndLeave()
    {
        await _ann.SendTextAsync("""{"type":"joinGroup","group":"room","ackId":1}""");
        (await AckAsync(_ann)).Should().Be("Forbidden");
        (await _service.CheckPermissionAsync(WebPubSubPermission.JoinLeaveGroup, _annId, "room")).Value.Should().BeFalse();

        await _service.GrantPermissionAsync(WebPubSubPermission.JoinLeaveGroup, _annId, "room");
        (await _service.CheckPermissionAsync(WebPubSubPermission.JoinLeaveGroup, _annId, "room")).Value.Should().BeTrue();
        await _ann.SendTextAsync("""{"type":"joinGroup","group":"room","ackId":2}""");
        (await AckAsync(_ann)).Should().BeNull();

        await _service.RevokePermissionAsync(WebPubSubPermission.JoinLeaveGroup, _annId, "room");
        await _ann.SendTextAsync("""{"type":"leaveGroup","group":"room","ackId":3}""");
        (await AckAsync(_ann)).Should().Be("Forbidden");
        (await MembersAsync("room")).Should().Equal([_annId], "a revocation does not remove the member");
    }

    [Fact]
    public async Task Listing_PagesThroughEveryMember()
    {
        await _service.AddConnectionsToGroupsAsync(["room"], null);

        List<Page<WebPubSubGroupMember>> pages = await _service.ListConnectionsInGroupAsync("room", maxpagesize: 1).AsPages().ToListAsync();
        List<WebPubSubGroupMember> rest =
            await _service.ListConnectionsInGroupAsync("room", continuationToken: pages[0].ContinuationToken).ToListAsync();

        pages.Where(page => page.Values.Count > 0).Should().HaveCount(2);
        pages.SelectMany(page => page.Values).Select(member => (member.ConnectionId, member.UserId))
            .Should().BeEquivalentTo([(_annId, "ann"), (_bobId, "bob")]);
        rest.Should().ContainSingle().Which.ConnectionId.Should().NotBe(pages[0].Values[0].ConnectionId);
        (await _service.ListConnectionsInGroupAsync("room", maxCount: 1).ToListAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task SendToUsers_ReachesEachOnce()
    {
        string[] users = ["ann", "ann", .. Enumerable.Range(0, 250).Select(number => $"o'away{number}"), "bob"];

        (await _service.SendToUsersAsync(users, "to users")).ThrowIfAnyFailed();

        await ExpectOnceAsync("to users");
    }

    [Fact]
    public async Task SendToConnections_ReachesEachOnce()
    {
        (await _service.SendToConnectionsAsync([_annId, _bobId, "gone"], "to connections")).ThrowIfAnyFailed();

        await ExpectOnceAsync("to connections");
    }

    [Fact]
    public async Task SendToGroups_ReachesAMemberOfTwoGroupsOnce()
    {
        string[] groups = [.. Enumerable.Range(0, 100).Select(number => $"g{number}")];
        (await _service.AddConnectionsToGroupsAsync(["g1", "g99"], [_annId, _bobId])).ThrowIfAnyFailed();

        (await _service.SendToGroupsAsync(groups, "to groups")).ThrowIfAnyFailed();

        await ExpectOnceAsync("to groups");
    }

    [Fact]
    public async Task UsersInBulk_JoinAndLeave()
    {
        (await _service.AddUsersToGroupsAsync(["room"], ["ann", "bob"])).ThrowIfAnyFailed();
        (await MembersAsync("room")).Should().BeEquivalentTo(_annId, _bobId);

        (await _service.RemoveUsersFromGroupsAsync(["room"], ["ann", "bob"])).ThrowIfAnyFailed();
        (await MembersAsync("room")).Should().BeEmpty();
    }

    // The message to all follows immediately, which shows that each client received the text only once.
    private async Task ExpectOnceAsync(string text)
    {
        await _service.SendToAllAsync("end");
        foreach (TestSocket client in (TestSocket[])[_ann, _bob])
        {
            (await client.ReceiveJsonAsync()).GetProperty("data").GetString().Should().Be(text);
            (await client.ReceiveJsonAsync()).GetProperty("data").GetString().Should().Be("end");
        }
    }

    private async Task<string[]> MembersAsync(string group) =>
        [.. await _service.ListConnectionsInGroupAsync(group).Select(member => member.ConnectionId).ToListAsync()];

    private async Task ExpectAliveAsync(TestSocket socket, string userId)
    {
        await _service.SendToUserAsync(userId, "still there");
        (await socket.ReceiveJsonAsync()).GetProperty("data").GetString().Should().Be("still there");
    }

    private static async Task ExpectCloseAsync(TestSocket socket, string reason)
    {
        (await socket.ReceiveTextAsync()).Should().Contain(reason);
        (await socket.ReceiveCloseAsync()).Code.Should().Be(1000);
    }

    private static async Task<string?> AckAsync(TestSocket socket)
    {
        JsonElement ack = await socket.ReceiveJsonAsync();
        return ack.GetProperty("success").GetBoolean() ? null : ack.GetProperty("error").GetProperty("name").GetString();
    }
}
