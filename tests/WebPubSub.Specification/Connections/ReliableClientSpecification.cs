// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;
using System.Text.Json;
using WebPubSub.TestUtilities;
using WebPubSub.TestUtilities.Parity;

namespace WebPubSub.Specification.Connections;

/// <summary>Reliable clients. See docs/protocols/client-protocols.md#11-reliable-protocols and #22-test-cases, numbers 18 to 29.</summary>
public abstract class ReliableClientSpecification<TService> : Specification<TService>
    where TService : TestService, new()
{
    private const string ReliableJson = "json.reliable.webpubsub.azure.v1";

    [Fact]
    public async Task Connected_HasAReconnectionToken()
    {
        using TestSocket socket = await TestSocket.ConnectAsync(ClientUri("ann"), ReliableJson);

        JsonElement connected = await socket.ReceiveJsonAsync();
        connected.EnumerateObject().Select(property => property.Name).Should().Equal("type", "event", "userId", "connectionId", "reconnectionToken");
        var token = new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken(connected.GetProperty("reconnectionToken").GetString());
        token.Issuer.Should().Be("https://webpubsub.azure.com");
        token.Audiences.Should().Equal(connected.GetProperty("connectionId").GetString());
        token.Id.Should().NotBeEmpty();
        (token.ValidTo - TimeProvider.System.GetUtcNow().UtcDateTime).Should().BeCloseTo(TimeSpan.FromDays(7), TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task DataMessages_AreNumberedFromOne_AndOthersAreNot()
    {
        (TestSocket socket, _, _) = await ConnectReliableAsync();
        using (socket)
        {
            await socket.SendTextAsync("""{"type":"sendToGroup","group":"g","data":"a","ackId":1}""");
            (await socket.ReceiveTextAsync()).Should().Be(
                """{"type":"message","from":"group","group":"g","fromUserId":"ann","dataType":"json","data":"a","sequenceId":1}""");
            (await socket.ReceiveTextAsync()).Should().Be("""{"type":"ack","ackId":1,"success":true}""");
            await SendAsync("POST", "/api/hubs/chat/:send", "b"); // REST calls do not wait for earlier frames
            (await socket.ReceiveTextAsync()).Should().Be("""{"type":"message","from":"server","dataType":"text","data":"b","sequenceId":2}""");
        }
    }

    [Covers("`sequenceAck`", Evidence.Specification, "https://learn.microsoft.com/azure/azure-web-pubsub/reference-json-reliable-webpubsub-subprotocol")]
    [Fact]
    public async Task Recovery_ReplaysUnacknowledgedMessagesInOrder_ThenDeliversNewOnes()
    {
        (TestSocket first, string id, string token) = await ConnectReliableAsync();
        foreach (string text in (string[])["one", "two", "three"])
        {
            await PublishAsync(text);
        }

        await first.SendTextAsync("""{"type":"sequenceAck","sequenceId":2}""");
        await first.DrainAsync();
        first.Abort();
        await PublishAsync("four");
        await PublishAsync("five");

        using TestSocket second = await RecoverAsync(id, token);
        await PublishAsync("six");

        second.Subprotocol.Should().Be(ReliableJson);
        foreach ((string text, int number) in (IEnumerable<(string, int)>)[("three", 3), ("four", 4), ("five", 5), ("six", 6)])
        {
            (await second.ReceiveTextAsync()).Should().Be(
                $$"""{"type":"message","from":"group","group":"g","fromUserId":null,"dataType":"text","data":"{{text}}","sequenceId":{{number}}}""");
        }

        first.Dispose();
    }

    [Covers("groups, permissions and acknowledged IDs stay", Evidence.EmulatorTest, "LogicalConnectionTests")]
    [Fact]
    public async Task Recovery_KeepsGroupsPermissionsAndAcks()
    {
        (TestSocket first, string id, string token) = await ConnectReliableAsync();
        await first.SendTextAsync("""{"type":"joinGroup","group":"joined","ackId":7}""");
        await first.ReceiveTextAsync();
        await SendAsync("DELETE", $"/api/hubs/chat/permissions/sendToGroup/connections/{id}?targetName=forbidden", (HttpContent?)null);
        first.Abort();

        using TestSocket second = await RecoverAsync(id, token);
        await second.SendTextAsync("""{"type":"joinGroup","group":"other","ackId":7}""");
        await second.SendTextAsync("""{"type":"sendToGroup","group":"forbidden","data":1,"ackId":8}""");
        await second.SendTextAsync("""{"type":"sendToGroup","group":"joined","data":1}""");

        (await second.ReceiveTextAsync()).Should().Contain("Duplicate");
        (await second.ReceiveTextAsync()).Should().Contain("Forbidden");
        (await second.ReceiveJsonAsync()).GetProperty("group").GetString().Should().Be("joined");
        first.Dispose();
    }

    [Covers("rejected recovery", Evidence.EmulatorTest, "LogicalConnectionTests")]
    [Fact]
    public async Task InvalidRecovery_IsRejected_AndKeepsTheConnection()
    {
        (TestSocket first, string id, string token) = await ConnectReliableAsync();
        (TestSocket other, _, string tokenOfOther) = await ConnectReliableAsync();
        using (other)
        {
            first.Abort();

            foreach (string bad in (string[])["", "x", tokenOfOther, token + "x"])
            {
                (await CloseOfRecoveryAsync(id, bad)).Should().Be((1008, "The connection could not be recovered."));
            }

            (await CloseOfRecoveryAsync("missing", token)).Code.Should().Be(1008);
            (await CloseOfRecoveryAsync(id, token, hub: "elsewhere")).Code.Should().Be(1008);
            await PublishAsync("still here");
            using TestSocket second = await RecoverAsync(id, token);
            (await second.ReceiveTextAsync()).Should().Contain("still here");
            first.Dispose();
        }
    }

    [Fact]
    public async Task Recovery_ReplacesASocketThatIsStillOpen()
    {
        (TestSocket first, string id, string token) = await ConnectReliableAsync();
        using (first)
        {
            await PublishAsync("unread");
            using TestSocket second = await RecoverAsync(id, token);

            (await second.ReceiveTextAsync()).Should().Contain("unread");
            await first.Invoking(socket => DrainToTheEndAsync(socket)).Should().ThrowAsync<WebSocketException>("the socket is aborted without a close frame");
            await second.DrainAsync();
        }
    }

    [Fact]
    public async Task Recovery_WithAnExpiredAccessToken_Succeeds()
    {
        (TestSocket first, string id, string token) = await ConnectReliableAsync();
        first.Abort();
        string expired = CreateToken($"{Service.Endpoint}client/hubs/chat", expiresAfter: TimeSpan.FromHours(-1));

        using TestSocket second = await RecoverAsync(id, token, query: $"access_token={expired}&");

        await second.DrainAsync();
        first.Dispose();
    }

    [Theory]
    [InlineData(1000, false)]
    [InlineData(1001, true)]
    [InlineData(4000, true)]
    public async Task OnlyANormalClose_EndsTheConnection(int status, bool canRecover)
    {
        (TestSocket first, string id, string token) = await ConnectReliableAsync();
        await first.CloseOutputAsync((WebSocketCloseStatus)status);
        if (!canRecover)
        {
            (await first.ReceiveCloseAsync()).Code.Should().Be(status);
            (await CloseOfRecoveryAsync(id, token)).Code.Should().Be(1008);
        }
        else
        {
            await first.Invoking(socket => DrainToTheEndAsync(socket)).Should().ThrowAsync<WebSocketException>();
            using TestSocket second = await RecoverAsync(id, token);
            await second.DrainAsync();
        }

        first.Dispose();
    }

    [Covers("unacknowledged messages, 1,000", Evidence.EmulatorTest, "WebPubSubReliableProtobufTests")]
    [Fact]
    public async Task ThousandUnacknowledgedMessages_AreKept_AndOneMoreEndsTheConnection()
    {
        (TestSocket first, string id, string token) = await ConnectReliableAsync();
        first.Abort();
        await WaitForDetachAsync(first);
        for (int i = 0; i < 1000; i++)
        {
            await PublishAsync("m");
        }

        (await ExistsAsync($"connections/{id}")).Should().BeTrue("a connection without a transport still exists");
        await PublishAsync("one too many");

        (await ExistsAsync($"connections/{id}")).Should().BeFalse();
        (await CloseOfRecoveryAsync(id, token)).Code.Should().Be(1008);
    }

    [Covers("close 1008, too many unacknowledged messages", Evidence.Specification, "https://github.com/Azure/azure-webpubsub/blob/main/protocols/client/client-spec.md")]
    [Fact]
    public async Task ClientThatNeverAcknowledges_IsClosed1008()
    {
        (TestSocket socket, _, _) = await ConnectReliableAsync();
        using (socket)
        {
            for (int i = 0; i <= 1000; i++)
            {
                await PublishAsync("m");
            }

            (await socket.ReceiveCloseAsync()).Should().Be((1008, "The client has too many messages that it did not acknowledge."));
        }
    }

    [Covers("unacknowledged messages, 16 MiB", Evidence.EmulatorTest, "WebPubSubReliableProtobufTests")]
    [Fact]
    public async Task MoreThanSixteenMebibytesUnacknowledged_EndTheConnection()
    {
        (TestSocket first, string id, _) = await ConnectReliableAsync();
        first.Abort();
        await WaitForDetachAsync(first);
        string mebibyte = new('x', (1024 * 1024) - 200);
        for (int i = 0; i < 16; i++)
        {
            await PublishAsync(mebibyte);
        }

        (await ExistsAsync($"connections/{id}")).Should().BeTrue();
        await PublishAsync(mebibyte);

        (await ExistsAsync($"connections/{id}")).Should().BeFalse();
    }

    [Fact]
    public async Task SequenceAckBeyondTheLast_ReleasesAllMessages()
    {
        (TestSocket first, string id, string token) = await ConnectReliableAsync();
        await PublishAsync("m");
        await first.SendTextAsync("""{"type":"sequenceAck","sequenceId":9223372036854775807}""");
        await first.DrainAsync();
        first.Abort();

        using TestSocket second = await RecoverAsync(id, token);
        await PublishAsync("next");

        (await second.ReceiveTextAsync()).Should().Contain("next").And.Contain("\"sequenceId\":2");
        first.Dispose();
    }

    [Fact]
    public async Task RestClose_EndsADetachedConnection()
    {
        (TestSocket first, string id, string token) = await ConnectReliableAsync();
        first.Abort();
        await WaitForDetachAsync(first);

        await SendAsync("DELETE", $"/api/hubs/chat/connections/{id}", (HttpContent?)null);

        (await CloseOfRecoveryAsync(id, token)).Code.Should().Be(1008);
    }

    [Fact]
    public async Task DetachedConnection_CanBePutIntoGroups()
    {
        (TestSocket first, string id, string token) = await ConnectReliableAsync();
        first.Abort();
        await WaitForDetachAsync(first);

        await SendAsync("PUT", $"/api/hubs/chat/groups/late/connections/{id}", (HttpContent?)null);
        await SendAsync("POST", "/api/hubs/chat/groups/late/:send", "hello");

        using TestSocket second = await RecoverAsync(id, token);
        (await second.ReceiveTextAsync()).Should().Contain("hello");
    }

    [Fact]
    public async Task TwoRecoveriesAtOnce_EndWithOneSocket()
    {
        (TestSocket first, string id, string token) = await ConnectReliableAsync();
        first.Abort();

        Task<bool>[] hears = [ReceivesLastMessageAsync(RecoverAsync(id, token)), ReceivesLastMessageAsync(RecoverAsync(id, token))];
        (await await Task.WhenAny(hears).WithTimeoutAsync("the loser to be refused or cut off")).Should().BeFalse();
        await PublishAsync("last");

        (await Task.WhenAll(hears)).Should().ContainSingle(heard => heard);
        first.Dispose();
    }

    [Fact]
    public async Task BrokenFrame_EndsTheConnectionWithoutRecovery()
    {
        (TestSocket socket, string id, string token) = await ConnectReliableAsync();
        using (socket)
        {
            await socket.SendBytesAsTextAsync([0xFF]); // not valid UTF-8

            (await socket.ReceiveCloseAsync()).Code.Should().Be(1007);
            await TestTimeout.UntilAsync(async () => !await ExistsAsync($"connections/{id}"), "the end of the connection");
            (await CloseOfRecoveryAsync(id, token)).Code.Should().Be(1008);
        }
    }

    [Fact]
    public async Task ConnectionThatIsNotReliable_CannotBeRecovered()
    {
        (TestSocket socket, string id) = await TestSocket.ConnectJsonAsync(ClientUri("ann"));
        (TestSocket reliable, _, string token) = await ConnectReliableAsync();
        using (socket)
        using (reliable)
        {
            (await CloseOfRecoveryAsync(id, token)).Code.Should().Be(1008);
        }
    }

    private Task<(TestSocket Socket, string ConnectionId, string Token)> ConnectReliableAsync() =>
        TestSocket.ConnectReliableAsync(ClientUri("ann", AllRoles, ["g"]));

    private async Task<(int Code, string Description)> CloseOfRecoveryAsync(string id, string token, string hub = "chat")
    {
        using TestSocket socket = await RecoverAsync(id, token, hub);
        return await socket.ReceiveCloseAsync();
    }

    private Task PublishAsync(string text) => SendAsync("POST", "/api/hubs/chat/groups/g/:send", text);

    private static async Task DrainToTheEndAsync(TestSocket socket)
    {
        while ((await socket.ReceiveAsync()).Type != WebSocketMessageType.Close)
        {
        }

        throw new InvalidOperationException("There was a close.");
    }

    // A client whose socket is aborted may not even see that the upgrade succeeded.
    private static async Task<bool> ReceivesLastMessageAsync(Task<TestSocket> recovery)
    {
        try
        {
            using TestSocket socket = await recovery;
            (WebSocketMessageType type, byte[] bytes) = await socket.ReceiveAsync();
            return type == WebSocketMessageType.Text && System.Text.Encoding.UTF8.GetString(bytes).Contains("last", StringComparison.Ordinal);
        }
        catch (WebSocketException)
        {
            return false;
        }
    }

    private Task WaitForDetachAsync(TestSocket socket)
    {
        socket.Dispose();
        return Service.WaitForLossAsync();
    }
}
