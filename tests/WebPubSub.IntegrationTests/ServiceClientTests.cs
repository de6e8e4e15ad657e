// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;
using System.Text.Json;
using Azure;
using Azure.Core;
using WebPubSub.TestUtilities;

namespace WebPubSub.IntegrationTests;

/// <summary>The operations of the service client and their effects on real clients.</summary>
public sealed class ServiceClientTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    private readonly WebPubSubServiceClient _service = fixture.CreateClient();

    [Fact]
    public async Task SendToAll_ReachesEveryone_InEachType()
    {
        using TestSocket json = (await ConnectAsync("ann")).Socket;
        using TestSocket raw = await TestSocket.ConnectAsync(await _service.GetClientAccessUriAsync(userId: "bob"));
        await TestTimeout.UntilAsync(async () => (await _service.UserExistsAsync("bob")).Value, "the raw client to be there");

        await _service.SendToAllAsync("text");
        await _service.SendToAllAsync(BinaryData.FromBytes([1, 2]));
        await _service.SendToAllAsJsonAsync(new { Number = 1 });

        (await json.ReceiveJsonAsync()).GetProperty("data").GetString().Should().Be("text");
        (await json.ReceiveJsonAsync()).GetProperty("data").GetString().Should().Be("AQI=");
        (await json.ReceiveJsonAsync()).GetProperty("data").GetProperty("number").GetInt32().Should().Be(1);
        (await raw.ReceiveAsync()).Should().BeEquivalentTo((WebSocketMessageType.Text, "text"u8.ToArray()));
        (await raw.ReceiveAsync()).Should().BeEquivalentTo((WebSocketMessageType.Binary, new byte[] { 1, 2 }));
        (await raw.ReceiveTextAsync()).Should().Be("""{"number":1}""");
    }

    [Fact]
    public async Task SendToAll_LeavesOutTheExcluded()
    {
        (TestSocket ann, string annId) = await ConnectAsync("ann");
        (TestSocket bob, _) = await ConnectAsync("bob");
        using (ann)
        using (bob)
        {
            await _service.SendToAllAsync(RequestContent.Create("not for ann"), ContentType.TextPlain, excluded: [annId]);
            await _service.SendToUserAsync("ann", "for ann");

            (await ann.ReceiveTextAsync()).Should().Contain("\"for ann\"");
            (await bob.ReceiveTextAsync()).Should().Contain("not for ann");
        }
    }

    [Fact]
    public async Task SendToUserAndConnection_ReachThem()
    {
        (TestSocket socket, string connectionId) = await ConnectAsync("ann smith+你好");
        using TestSocket ann = socket;

        await _service.SendToUserAsync("ann smith+你好", "to the user");
        await _service.SendToConnectionAsync(connectionId, "to the connection");

        (await ann.ReceiveTextAsync()).Should().Contain("to the user");
        (await ann.ReceiveTextAsync()).Should().Contain("to the connection");
    }

    [Fact]
    public async Task Groups_HaveTheirMembers()
    {
        (TestSocket socket, string connectionId) = await ConnectAsync("ann");
        using TestSocket ann = socket;
        WebPubSubGroupClient group = _service.Group("a room + 你好");

        (await group.ExistsAsync()).Value.Should().BeFalse();
        await group.AddConnectionAsync(connectionId);
        (await group.ExistsAsync()).Value.Should().BeTrue();
        await group.SendToAllAsync("first");
        await group.RemoveConnectionAsync(connectionId);
        await group.SendToAllAsync("no member");
        await group.AddUserAsync("ann");
        await group.SendToAllAsync("second");
        await group.RemoveUserAsync("ann");
        (await group.ExistsAsync()).Value.Should().BeFalse();

        JsonElement message = await ann.ReceiveJsonAsync();
        message.GetProperty("from").GetString().Should().Be("group");
        message.GetProperty("group").GetString().Should().Be("a room + 你好");
        message.GetProperty("data").GetString().Should().Be("first");
        (await ann.ReceiveJsonAsync()).GetProperty("data").GetString().Should().Be("second");
    }

    [Fact]
    public async Task MissingTargets_AreAnswered()
    {
        (await _service.ConnectionExistsAsync("missing")).Value.Should().BeFalse();
        (await _service.UserExistsAsync("missing")).Value.Should().BeFalse();
        (await _service.GroupExistsAsync("nothing")).Value.Should().BeFalse();
        (await _service.SendToConnectionAsync("missing", "m")).Status.Should().Be(202);
        (await _service.CloseConnectionAsync("missing")).Status.Should().Be(204);
        (await _service.RemoveConnectionFromGroupAsync("g", "missing")).Status.Should().Be(204);
        (await _service.Awaiting(s => s.AddUserToGroupAsync("g", "missing")).Should().ThrowAsync<RequestFailedException>())
            .Which.Status.Should().Be(404);
        (await _service.Awaiting(s => s.AddConnectionToGroupAsync("g", "missing")).Should().ThrowAsync<RequestFailedException>())
            .Which.ErrorCode.Should().Be("Error.Connection.NotExisted");
    }

    [Fact]
    public async Task CloseConnection_SendsTheReason()
    {
        (TestSocket socket, string connectionId) = await ConnectAsync("ann");
        using TestSocket ann = socket;

        await _service.CloseConnectionAsync(connectionId, "enough & more");

        (await ann.ReceiveTextAsync()).Should().Contain("Reason: enough & more");
        (await ann.ReceiveCloseAsync()).Code.Should().Be(1000);
        await TestTimeout.UntilAsync(async () => !(await _service.ConnectionExistsAsync(connectionId)).Value, "the connection to be gone");
    }

    [Fact]
    public async Task SynchronousMethods_HaveTheSameEffect()
    {
        (TestSocket socket, string connectionId) = await ConnectAsync("ann");
        using TestSocket ann = socket;

        _service.AddConnectionToGroup("g", connectionId);
        _service.SendToGroup("g", "sync");
        _service.UserExists("ann").Value.Should().BeTrue();

        (await ann.ReceiveTextAsync()).Should().Contain("sync");
    }

    [Fact]
    public async Task WrongKey_IsUnauthorized()
    {
        var impostor = new WebPubSubServiceClient(_service.Endpoint, _service.Hub, new AzureKeyCredential("an-impostor's-key-of-sufficient-length"));

        (await impostor.Awaiting(s => s.SendToAllAsync("m")).Should().ThrowAsync<RequestFailedException>()).Which.Status.Should().Be(401);
        (await TestSocket.ConnectRejectedAsync(impostor.GetClientAccessUri())).Should().Be(401);
    }

    private async Task<(TestSocket Socket, string ConnectionId)> ConnectAsync(string userId) =>
        await TestSocket.ConnectJsonAsync(await _service.GetClientAccessUriAsync(userId: userId));
}
