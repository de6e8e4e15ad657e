// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;
using System.Text.Json;
using WebPubSub.TestUtilities;
using WebPubSub.TestUtilities.Parity;

namespace WebPubSub.Specification.Connections;

/// <summary>The handshake of clients. See docs/protocols/client-protocols.md#1-connecting and #22-test-cases.</summary>
public abstract class HandshakeSpecification<TService> : Specification<TService>
    where TService : TestService, new()
{
    private const string Json = "json.webpubsub.azure.v1";

    [Fact]
    public async Task JsonClient_IsConnected()
    {
        using TestSocket socket = await TestSocket.ConnectAsync(ClientUri("ann"), Json);

        socket.Subprotocol.Should().Be(Json);
        JsonElement connected = await socket.ReceiveJsonAsync();
        connected.EnumerateObject().Select(property => property.Name).Should().Equal("type", "event", "userId", "connectionId");
        connected.GetProperty("type").GetString().Should().Be("system");
        connected.GetProperty("event").GetString().Should().Be("connected");
        connected.GetProperty("userId").GetString().Should().Be("ann");
        connected.GetProperty("connectionId").GetString().Should().MatchRegex("^[0-9a-f]{32}$");
    }

    [Fact]
    public async Task Subprotocol_IsComparedIgnoringCase_AndEchoedAsOffered()
    {
        using TestSocket socket = await TestSocket.ConnectAsync(ClientUri(), "unknown.v1", "JSON.WEBPUBSUB.AZURE.V1");

        socket.Subprotocol.Should().Be("JSON.WEBPUBSUB.AZURE.V1");
    }

    [Fact]
    public async Task RawClient_GetsNoSubprotocol()
    {
        using TestSocket socket = await TestSocket.ConnectAsync(ClientUri());

        socket.Subprotocol.Should().BeNull();
    }

    [Fact]
    public async Task NoToken_IsUnauthorized() =>
        (await TestSocket.ConnectRejectedAsync(new Uri($"{Service.SocketOrigin}/client/hubs/chat"))).Should().Be(401);

    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    [InlineData("ws")]
    [InlineData("wss")]
    public async Task Audience_MayHaveAnyScheme(string scheme)
    {
        using TestSocket socket = await ConnectWithAudienceAsync($"{scheme}://{Service.Endpoint.Authority}/client/hubs/chat");

        socket.State.Should().Be(System.Net.WebSockets.WebSocketState.Open);
    }

    [Covers("handshake, 401 of another audience", Evidence.EmulatorTest, "ClientWebSocketEndpoint")]
    [Theory]
    [InlineData("http://{0}/client/hubs/other")]
    [InlineData("http://other.example.test/client/hubs/chat")]
    [InlineData("http://{0}client/hubs/chat")]
    [InlineData("http://{0}/client/hubs/chat/below")]
    [InlineData("http://{0}/")]
    [InlineData("ftp://{0}/client/hubs/chat")]
    [InlineData("chat")]
    public async Task WrongAudience_IsUnauthorized(string audience)
    {
        string token = CreateToken(audience.Replace("{0}", Service.Endpoint.Authority, StringComparison.Ordinal));

        (await TestSocket.ConnectRejectedAsync(new Uri($"{Service.SocketOrigin}/client/hubs/chat?access_token={token}"))).Should().Be(401);
    }

    [Covers("handshake, 401", Evidence.Specification, "https://learn.microsoft.com/azure/azure-web-pubsub/concept-client-protocols")]
    [Fact]
    public async Task WrongKey_IsUnauthorized()
    {
        string token = CreateToken($"{Service.Endpoint}client/hubs/chat", key: "another-key-of-at-least-thirty-two-bytes");

        (await TestSocket.ConnectRejectedAsync(new Uri($"{Service.SocketOrigin}/client/hubs/chat?access_token={token}"))).Should().Be(401);
    }

    [Theory]
    [InlineData(-301, 401)]
    [InlineData(-200, 101)]
    public async Task ExpiredToken_IsUnauthorized_AfterFiveMinutesOfGrace(int expiresAfterSeconds, int status)
    {
        string token = CreateToken($"{Service.Endpoint}client/hubs/chat", expiresAfter: TimeSpan.FromSeconds(expiresAfterSeconds));
        var uri = new Uri($"{Service.SocketOrigin}/client/hubs/chat?access_token={token}");
        if (status == 101)
        {
            using TestSocket socket = await TestSocket.ConnectAsync(uri);
        }
        else
        {
            (await TestSocket.ConnectRejectedAsync(uri)).Should().Be(status);
        }
    }

    [Fact]
    public async Task TokenThatNeverExpires_IsAccepted()
    {
        TimeSpan untilTheLastSecond = DateTime.MaxValue - TimeProvider.System.GetUtcNow().UtcDateTime - TimeSpan.FromMinutes(1);
        string token = CreateToken($"{Service.Endpoint}client/hubs/chat", expiresAfter: untilTheLastSecond);

        using TestSocket socket = await TestSocket.ConnectAsync(new Uri($"{Service.SocketOrigin}/client/hubs/chat?access_token={token}"));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("a.b.c")]
    [InlineData("eyJhbGciOiJub25lIn0.e30.")]
    public async Task MalformedToken_IsUnauthorized(string token) =>
        (await TestSocket.ConnectRejectedAsync(new Uri($"{Service.SocketOrigin}/client/hubs/chat?access_token={token}"))).Should().Be(401);

    [Fact]
    public async Task HubInTheQuery_IsAccepted()
    {
        string token = CreateToken($"{Service.Endpoint}client/hubs/chat");

        using TestSocket socket = await TestSocket.ConnectAsync(new Uri($"{Service.SocketOrigin}/client/?hub=chat&access_token={token}"));
        (await TestSocket.ConnectRejectedAsync(new Uri($"{Service.SocketOrigin}/client/?hub=other&access_token={token}"))).Should().Be(401);
        string everyHub = CreateToken($"{Service.Endpoint}client");
        (await TestSocket.ConnectRejectedAsync(new Uri($"{Service.SocketOrigin}/client/?hub=chat&access_token={everyHub}"))).Should().Be(401);
    }

    [Fact]
    public async Task Hub_IsComparedIgnoringCase()
    {
        using TestSocket socket = await ConnectJsonAsync();
        string token = CreateToken($"{Service.Endpoint}client/hubs/CHAT");
        using TestSocket other = await TestSocket.ConnectAsync(new Uri($"{Service.SocketOrigin}/client/hubs/Chat?access_token={token}"), Json);
        await other.ReceiveJsonAsync();

        (await SendAsync("POST", "/api/hubs/CHAT/:send", "m")).StatusCode.Should().Be(HttpStatusCode.Accepted);

        (await socket.ReceiveJsonAsync()).GetProperty("data").GetString().Should().Be("m");
        (await other.ReceiveJsonAsync()).GetProperty("data").GetString().Should().Be("m");
    }

    [Fact]
    public async Task PlainHttp_IsABadRequest() =>
        (await SendAsync("GET", "/client/hubs/chat", (HttpContent?)null)).StatusCode.Should().Be(HttpStatusCode.BadRequest);

    [Covers("handshake, 400", Evidence.EmulatorTest, "ClientWebSocketEndpoint")]
    [Fact]
    public async Task IllegalHub_IsABadRequest() =>
        (await TestSocket.ConnectRejectedAsync(TestToken.ClientUri(Service.Endpoint, "1chat", key: Service.AccessKey))).Should().Be(400);

    [Fact]
    public async Task BlankGroupInTheToken_IsABadRequest() =>
        (await TestSocket.ConnectRejectedAsync(ClientUri(groups: [" "]), Json)).Should().Be(400);

    [Theory]
    [InlineData("&webpubsub_mode=x")]
    [InlineData("&webpubsub_mode=sendToGroup")]
    [InlineData("&webpubsub_mode=sendToGroup&group=%20")]
    [InlineData("&webpubsub_mode=sendToGroup&group=g&noEcho=maybe")]
    public async Task BadRawMode_IsABadRequest_AlsoWithASubprotocol(string query) =>
        (await TestSocket.ConnectRejectedAsync(ClientUri(query: query), Json)).Should().Be(400);

    [Fact]
    public async Task RejectedRecovery_Closes1008()
    {
        using TestSocket socket = await TestSocket.ConnectAsync(
            new Uri($"{Service.SocketOrigin}/client/hubs/chat?awps_connection_id=c&awps_reconnection_token=t"), "json.reliable.webpubsub.azure.v1");

        (await socket.ReceiveCloseAsync()).Code.Should().Be(1008);
    }

    private Task<TestSocket> ConnectWithAudienceAsync(string audience) =>
        TestSocket.ConnectAsync(new Uri($"{Service.SocketOrigin}/client/hubs/chat?access_token={CreateToken(audience)}"));
}
