// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.TestUtilities;

namespace WebPubSub.IntegrationTests;

/// <summary>What sends to many receivers do to real clients. What they send: ManyReceiversTests of the service client.</summary>
public sealed class ManyReceiversTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>, IAsyncLifetime
{
    private readonly WebPubSubServiceClient _service = fixture.CreateClient();
    private TestSocket _ann = null!;
    private TestSocket _bob = null!;
    private string _annId = "";
    private string _bobId = "";

    public async ValueTask InitializeAsync()
    {
        (_ann, _annId) = await TestSocket.ConnectJsonAsync(await _service.GetClientAccessUriAsync(userId: "ann"));
        (_bob, _bobId) = await TestSocket.ConnectJsonAsync(await _service.GetClientAccessUriAsync(userId: "o'bob"));
    }

    public ValueTask DisposeAsync()
    {
        _ann.Dispose();
        _bob.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task SendToUsers_ReachesThemOnce()
    {
        string[] users = ["ann", "ann", .. Enumerable.Range(0, 250).Select(number => $"away{number}"), "o'bob"];

        (await _service.SendToUsersAsync(users, "to users")).ThrowIfAnyFailed();

        await ExpectNextAsync("to users");
    }

    [Fact]
    public async Task SendToConnections_ReachesThemOnce()
    {
        (await _service.SendToConnectionsAsync([_annId, _bobId, "gone"], "to connections")).ThrowIfAnyFailed();

        await ExpectNextAsync("to connections");
    }

    [Fact]
    public async Task SendToGroups_ReachesAMemberOfTwoOnce()
    {
        string[] groups = [.. Enumerable.Range(0, 100).Select(number => $"g{number}")];
        (await _service.AddConnectionsToGroupsAsync(["g1", "g99"], [_annId, _bobId])).ThrowIfAnyFailed();

        (await _service.SendToGroupsAsync(groups, "to groups")).ThrowIfAnyFailed();

        await ExpectNextAsync("to groups");
    }

    [Fact]
    public async Task Members_AreAddedAndRemovedByUser()
    {
        (await _service.AddUsersToGroupsAsync(["room"], ["ann", "o'bob"])).ThrowIfAnyFailed();
        await _service.SendToGroupAsync("room", "to the room");
        await ExpectNextAsync("to the room");

        (await _service.RemoveUsersFromGroupsAsync(["room"], ["ann", "o'bob"])).ThrowIfAnyFailed();
        (await _service.GroupExistsAsync("room")).Value.Should().BeFalse();
    }

    // What comes next is this text, and behind it, at once, the message to all: nothing came twice.
    private async Task ExpectNextAsync(string text)
    {
        await _service.SendToAllAsync("end");
        foreach (TestSocket client in (TestSocket[])[_ann, _bob])
        {
            (await ReceiveDataAsync(client)).Should().Be(text);
            (await ReceiveDataAsync(client)).Should().Be("end");
        }
    }

    private static async Task<string?> ReceiveDataAsync(TestSocket client) => (await client.ReceiveJsonAsync()).GetProperty("data").GetString();
}
