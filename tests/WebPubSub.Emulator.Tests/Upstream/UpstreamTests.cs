// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Text.Json;
using WebPubSub.TestUtilities;
using WebPubSub.TestUtilities.Parity;

namespace WebPubSub.Emulator.Tests;

/// <summary>
/// The requests to event handlers and the effects of their answers.
/// See docs/protocols/event-handler.md#2-hub-settings to #9-connection-state and #13-the-events.
/// </summary>
public sealed class UpstreamTests : UpstreamTest
{
    private const string Json = "json.webpubsub.azure.v1";

    [Fact]
    public async Task Validation_PrecedesTheFirstEvent_WithTheOriginOnly()
    {
        using TestSocket socket = await ConnectJsonAsync("ann");

        WireRequest validation = await Handler.NextRequestAsync();
        validation.Method.Should().Be("OPTIONS");
        validation.Target.Should().Be("/events/chat/validate?code=secret");
        validation.Header("WebHook-Request-Origin").Should().Be("127.0.0.1", "the origin does not contain the port");
        validation.Header("ce-awpsversion").Should().Be("1.0");
        validation.Headers.Keys.Should().NotContain(["ce-signature", "ce-type", "Authorization", "Cookie"]);
        (await Handler.NextRequestAsync()).Method.Should().Be("POST");
    }

    [Fact]
    public async Task Connect_IsTheDocumentedRequest()
    {
        DateTimeOffset before = TimeProvider.System.GetUtcNow().AddSeconds(-1);
        using TestSocket socket = await TestSocket.ConnectAsync(
            ClientUri("ännä", roles: ["webpubsub.sendToGroup"], groups: ["g"], query: "&tag=a&tag=b"), "custom.v1", Json);
        string connectionId = (await socket.ReceiveJsonAsync()).GetProperty("connectionId").GetString()!;

        WireRequest connect = await NextEventAsync();
        connect.Target.Should().Be("/events/chat/connect?code=secret");
        connect.Header("ce-specversion").Should().Be("1.0");
        connect.Header("ce-awpsversion").Should().Be("1.0");
        connect.Header("ce-type").Should().Be("azure.webpubsub.sys.connect");
        connect.Header("ce-source").Should().Be($"/hubs/chat/client/{connectionId}");
        connect.Header("ce-id").Should().Be("0");
        DateTimeOffset.ParseExact(connect.Header("ce-time")!, "yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
            .Should().BeOnOrAfter(before.AddSeconds(-1)).And.BeOnOrBefore(TimeProvider.System.GetUtcNow());
        connect.Header("ce-connectionId").Should().Be(connectionId);
        connect.Header("ce-hub").Should().Be("chat");
        connect.Header("ce-eventName").Should().Be("connect");
        connect.Header("ce-userId").Should().Be("ännä");
        connect.Header("ce-signature").Should().Be(SignatureOf(connectionId));
        connect.Header("WebHook-Request-Origin").Should().Be("127.0.0.1");
        Guid.TryParse(connect.Header("x-ms-client-request-id"), out _).Should().BeTrue();
        connect.Header("Content-Type").Should().Be("application/json");
        connect.Headers.Keys.Should().NotContain(["ce-subprotocol", "ce-connectionState"]);

        JsonElement body = JsonSerializer.Deserialize<JsonElement>(connect.Text);
        Strings(body.GetProperty("claims").GetProperty("sub")).Should().Equal("ännä");
        Strings(body.GetProperty("claims").GetProperty("webpubsub.group")).Should().Equal("g");
        Strings(body.GetProperty("query").GetProperty("tag")).Should().Equal("a", "b");
        body.GetProperty("query").TryGetProperty("access_token", out _).Should().BeFalse();
        Strings(body.GetProperty("headers").GetProperty("Host")).Should().Equal(Emulator.Endpoint.Authority);
        Strings(body.GetProperty("subprotocols")).Should().Equal("custom.v1", Json);
        body.GetProperty("clientCertificates").GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task Events_AreNumberedPerConnection()
    {
        using TestSocket socket = await ConnectJsonAsync("ann");
        await socket.SendTextAsync("""{"type":"event","event":"order.created","data":1,"ackId":1}""");
        await socket.ReceiveTextAsync();
        await socket.CloseAsync(description: "bye");

        List<WireRequest> events = [await NextEventAsync(), await NextEventAsync(), await NextEventAsync(), await NextEventAsync()];
        WireRequest[] byId = [.. events.OrderBy(e => e.Header("ce-id"))];
        byId.Select(e => $"{e.Header("ce-id")} {e.Header("ce-type")}").Should().Equal(
            "0 azure.webpubsub.sys.connect",
            "1 azure.webpubsub.sys.connected",
            "2 azure.webpubsub.user.order.created",
            "3 azure.webpubsub.sys.disconnected");
        byId[1].Text.Should().Be("{}");
        byId[1].Header("ce-subprotocol").Should().Be(Json);
        byId[2].Target.Should().Be("/events/chat/order.created?code=secret");
        byId[3].Text.Should().Be("""{"reason":"bye"}""");
    }

    [Theory]
    [InlineData("text", "\"hi\"", "text/plain; charset=utf-8", "hi")]
    [InlineData("json", "{ \"a\": 1.50 }", "application/json", "{ \"a\": 1.50 }")]
    [InlineData("binary", "\"AQID\"", "application/octet-stream", "\u0001\u0002\u0003")]
    public async Task UserEvent_CarriesTheClientsBytes(string dataType, string data, string contentType, string body)
    {
        using TestSocket socket = await ConnectJsonAsync("ann");

        await socket.SendTextAsync(
            $$"""{"type":"event","event":"e","dataType":"{{dataType}}","data":{{data}},"metadata":{"Trace":"1","trace":"2"},"ackId":1}""");

        await socket.ReceiveTextAsync();
        WireRequest userEvent = await NextUserEventAsync();
        userEvent.Header("Content-Type").Should().Be(contentType);
        userEvent.Text.Should().Be(body);
        userEvent.Header("X-WebPubSub-Metadata-trace").Should().Be("2");
    }

    [Theory]
    [InlineData("text/plain", "re:ply", "\"dataType\":\"text\",\"data\":\"re:ply\"")]
    [InlineData("application/json; charset=utf-8", "{\"a\":1}", "\"dataType\":\"json\",\"data\":{\"a\":1}")]
    [InlineData("application/octet-stream", "abc", "\"dataType\":\"binary\",\"data\":\"YWJj\"")]
    public async Task Reply_ComesBeforeTheAck(string contentType, string body, string frame)
    {
        using TestSocket socket = await ConnectJsonAsync("ann");
        await ConnectedIsHandledAsync();
        Handler.Answers.Enqueue(StubServer.Status(200, body, contentType));

        await socket.SendTextAsync("""{"type":"event","event":"e","data":1,"ackId":7}""");

        (await socket.ReceiveTextAsync()).Should().Be("{\"type\":\"message\",\"from\":\"server\"," + frame + "}");
        (await socket.ReceiveTextAsync()).Should().Be("""{"type":"ack","ackId":7,"success":true}""");
    }

    [Theory]
    [InlineData(400, "text/plain")]
    [InlineData(429, "text/plain")]
    [InlineData(200, "application/xml")]
    public async Task FailedEvent_HidesTheAnswer_AndItsIdCanBeUsedAgain(int status, string contentType)
    {
        using TestSocket socket = await ConnectJsonAsync("ann");
        await ConnectedIsHandledAsync();
        Handler.Answers.Enqueue(StubServer.Status(status, "internal detail", contentType, ("ce-connectionState", "lost")));

        await socket.SendTextAsync("""{"type":"event","event":"e","data":1,"ackId":7}""");
        await socket.SendTextAsync("""{"type":"event","event":"e","data":1,"ackId":7}""");

        (await socket.ReceiveTextAsync()).Should().StartWith(
            """{"type":"ack","ackId":7,"success":false,"error":{"name":"InternalServerError","message":"Internal server error. The """)
            .And.NotContain("internal detail");
        (await socket.ReceiveTextAsync()).Should().Be("""{"type":"ack","ackId":7,"success":true}""");
        await NextUserEventAsync();
        (await NextUserEventAsync()).Headers.Should().NotContainKey("ce-connectionState");
    }

    [Theory]
    [InlineData("k", "v\\r\\nce-userId: admin")]
    [InlineData("k", "v\\r\\n\\r\\nPOST / HTTP/1.1")]
    [InlineData("k", "v\\u0000")]
    public async Task MetadataOfAClient_CannotBecomeAHeader(string key, string value)
    {
        using TestSocket socket = await ConnectJsonAsync();

        await socket.SendTextAsync("""{"type":"event","event":"e","data":1,"ackId":1,"metadata":{""" + $"\"{key}\":\"{value}\"}}}}");

        (await socket.ReceiveTextAsync()).Should().Contain("\"success\":true");
        WireRequest userEvent = await NextUserEventAsync();
        userEvent.Headers.Should().NotContainKey("ce-userId");
        userEvent.Header("x-webpubsub-metadata-k").Should().StartWith("v").And.NotContainAny("\r", "\n", "\0");
        Handler.TakeRequests().Where(request => request.Header("ce-type") != "azure.webpubsub.sys.connected") // raised in parallel with the others
            .Should().BeEmpty("the metadata does not inject another request");
    }

    [Fact]
    public async Task UserIdOfAToken_CannotBecomeAHeader()
    {
        using TestSocket socket = await ConnectJsonAsync("bob\r\nce-evil: 1");

        WireRequest connect = await NextEventAsync();
        connect.Headers.Should().NotContainKey("ce-evil");
        connect.Header("ce-userId").Should().Be("bob  ce-evil: 1");
    }

    [Fact]
    public async Task TokenInTheQuery_InAnyCase_IsNotForwarded()
    {
        Uri uri = new(ClientUri("ann").AbsoluteUri.Replace("access_token", "Access_Token", StringComparison.Ordinal));
        using TestSocket socket = await TestSocket.ConnectAsync(uri, Json);

        (await NextEventAsync()).Text.Should().Contain("\"query\":{}").And.NotContain("eyJ");
    }

    [Fact]
    public async Task StateThatIsNotAscii_IsNotKept()
    {
        Handler.Answers.Enqueue(Allow());
        Handler.Answers.Enqueue(StubServer.Status(204, headers: ("ce-connectionState", "caf\u00e9")));
        using TestSocket socket = await ConnectJsonAsync("ann");
        (await NextEventAsync()).Header("ce-eventName").Should().Be("connect");
        (await NextEventAsync()).Header("ce-eventName").Should().Be("connected", "the answer is valid, so the emulator does not retry the event");

        await socket.SendTextAsync("""{"type":"event","event":"e","data":1,"ackId":1}""");

        (await socket.ReceiveTextAsync()).Should().Contain("\"success\":true");
        (await NextUserEventAsync()).Headers.Should().NotContainKey("ce-connectionState");
    }

    [Covers("answer of an event handler, 16 MiB", Evidence.EmulatorTest, "event delivery of tools/emulator")]
    [Fact]
    public async Task LargestReply_ReachesAClientThatReads()
    {
        using TestSocket socket = await ConnectJsonAsync("ann");
        await ConnectedIsHandledAsync();
        Handler.Answers.Enqueue(StubServer.Status(200, new string('x', 16 * 1024 * 1024), "application/octet-stream"));

        await socket.SendTextAsync("""{"type":"event","event":"e","data":1,"ackId":1}""");

        (await socket.ReceiveTextAsync()).Length.Should().BeGreaterThan(16 * 1024 * 1024);
        (await socket.ReceiveTextAsync()).Should().Contain("\"success\":true");
    }

    [Fact]
    public async Task StopDuringAHandshake_IsQuick()
    {
        var connecting = new TaskCompletionSource();
        Handler.Answers.Enqueue(Allow());
        Handler.Answers.Enqueue(async http =>
        {
            await connecting.Task;
            http.Response.StatusCode = 204;
        });
        Task<TestSocket> handshake = TestSocket.ConnectAsync(ClientUri("ann"), Json);
        await NextEventAsync();

        Task stopping = Emulator.DisposeAsync().AsTask();
        connecting.SetResult();
        using TestSocket socket = await handshake;

        (await socket.ReceiveCloseAsync()).Code.Should().Be(1001);
        await stopping.WithTimeoutAsync("the stop");
    }

    [Fact]
    public async Task State_IsKeptAndSentBack()
    {
        Handler.Answers.Enqueue(Allow());
        Handler.Answers.Enqueue(StubServer.Status(204, headers: ("ce-connectionState", "first")));
        using TestSocket socket = await ConnectJsonAsync("ann");
        await NextEventAsync();
        (await NextEventAsync()).Header("ce-connectionState").Should().Be("first", "the connected event already has the state");
        Handler.Answers.Enqueue(StubServer.Status(204, headers: ("ce-connectionState", "")));

        await socket.SendTextAsync("""{"type":"event","event":"e","data":1,"ackId":1}""");
        await socket.SendTextAsync("""{"type":"event","event":"e","data":1,"ackId":2}""");
        await socket.ReceiveTextAsync();
        await socket.ReceiveTextAsync();

        (await NextEventAsync()).Header("ce-connectionState").Should().Be("first");
        (await NextEventAsync()).Header("ce-connectionState").Should().Be("", "an empty state is valid");
    }

    [Fact]
    public async Task ConnectReply_OverridesTheToken()
    {
        Handler.Answers.Enqueue(Allow());
        Handler.Answers.Enqueue(StubServer.Status(
            200, """{"userId":"boss","roles":["webpubsub.sendToGroup"],"groups":["g"],"subprotocol":"json.webpubsub.azure.v1"}"""));
        using TestSocket socket = await TestSocket.ConnectAsync(ClientUri("ann", roles: []), Json);

        (await socket.ReceiveJsonAsync()).GetProperty("userId").GetString().Should().Be("boss");
        await socket.SendTextAsync("""{"type":"sendToGroup","group":"g","data":1}""");
        (await socket.ReceiveJsonAsync()).GetProperty("fromUserId").GetString().Should().Be("boss");
        await NextEventAsync();
        (await NextEventAsync()).Header("ce-userId").Should().Be("boss");
    }

    [Fact]
    public async Task ConnectReply_WithEmptyMembers_TakesUserAndRolesButNotGroups()
    {
        Handler.Answers.Enqueue(Allow());
        Handler.Answers.Enqueue(StubServer.Status(200, """{"UserId":"","Roles":[],"Groups":[]}"""));
        using TestSocket socket = await TestSocket.ConnectAsync(ClientUri("ann", AllRoles, ["g"]), Json);

        (await socket.ReceiveJsonAsync()).GetProperty("userId").GetString().Should().Be("");
        await SendAsync("POST", "/api/hubs/chat/groups/g/:send", "still in the group");
        (await socket.ReceiveTextAsync()).Should().Contain("still in the group");
        await socket.SendTextAsync("""{"type":"sendToGroup","group":"g","data":1,"ackId":1}""");
        (await socket.ReceiveTextAsync()).Should().Contain("Forbidden");
    }

    [Theory]
    [InlineData(200, "")]
    [InlineData(200, "null")]
    [InlineData(204, null)]
    public async Task EmptyConnectReply_UsesTheClaimsOfTheToken(int status, string? body)
    {
        Handler.Answers.Enqueue(Allow());
        Handler.Answers.Enqueue(StubServer.Status(status, body));

        using TestSocket socket = await TestSocket.ConnectAsync(ClientUri("ann"), Json);

        (await socket.ReceiveJsonAsync()).GetProperty("userId").GetString().Should().Be("ann");
    }

    [Covers("raw, custom subprotocol", Evidence.Specification, "https://learn.microsoft.com/azure/azure-web-pubsub/reference-cloud-events")]
    [Fact]
    public async Task ConnectReply_MayChooseACustomSubprotocol()
    {
        Handler.Answers.Enqueue(Allow());
        Handler.Answers.Enqueue(StubServer.Status(200, """{"subprotocol":"custom.v1"}"""));
        using TestSocket socket = await TestSocket.ConnectAsync(ClientUri("ann"), Json, "custom.v1");

        socket.Subprotocol.Should().Be("custom.v1");
        await NextEventAsync();
        (await NextEventAsync()).Header("ce-subprotocol").Should().Be("custom.v1");
    }

    [Theory]
    [InlineData(401, "no", 401)]
    [InlineData(403, "", 403)]
    [InlineData(429, "", 429)]
    [InlineData(200, "{", 500)]
    [InlineData(200, """{"groups":[" "]}""", 500)]
    [InlineData(200, """{"roles":[null]}""", 500)]
    public async Task RejectedClient_ReceivesTheStatus_WithoutFurtherEvents(int status, string body, int seen)
    {
        Handler.Answers.Enqueue(Allow());
        Handler.Answers.Enqueue(StubServer.Status(status, body));

        (await TestSocket.ConnectRejectedAsync(ClientUri("ann"), Json)).Should().Be(seen);

        await NextEventAsync();
        using TestSocket other = await ConnectJsonAsync();
        (await NextEventAsync()).Header("ce-eventName").Should().Be("connect", "the rejected client raises no connected and no disconnected event");
    }

    [Covers("handshake, refused by the event handler", Evidence.Inferred)]
    [Fact]
    public async Task RejectedClient_ReceivesTheBodyOfTheHandler()
    {
        Handler.Answers.Enqueue(Allow());
        Handler.Answers.Enqueue(async http =>
        {
            http.Response.StatusCode = 403;
            http.Response.ContentType = "text/html; charset=utf-8";
            await http.Response.Body.WriteAsync("<p>You are <b>banned</b>.</p>"u8.ToArray());
        });
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(ClientUri("ann")) { Scheme = "http" }.Uri);
        request.Headers.Add("Connection", "Upgrade");
        request.Headers.Add("Upgrade", "websocket");
        request.Headers.Add("Sec-WebSocket-Version", "13");
        request.Headers.Add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");

        using HttpResponseMessage response = await http.SendAsync(request);

        ((int)response.StatusCode).Should().Be(403);
        response.Content.Headers.ContentType!.ToString().Should().Be("text/html; charset=utf-8");
        (await response.Content.ReadAsStringAsync()).Should().Be("<p>You are <b>banned</b>.</p>");
    }

    [Covers("retries", Evidence.EmulatorTest, "event delivery of tools/emulator")]
    [Theory]
    [InlineData(503, 4)]
    [InlineData(408, 4)]
    [InlineData(400, 1)]
    [InlineData(429, 1)]
    public async Task Failure_IsRetriedWithTheSameEvent_IfItIsTransient(int status, int attempts)
    {
        Handler.Answers.Enqueue(Allow());
        Handler.Default = StubServer.Status(status);

        (await TestSocket.ConnectRejectedAsync(ClientUri("ann"), Json)).Should().Be(status);

        WireRequest[] events = [.. Handler.TakeRequests().Where(request => request.Method == "POST")];
        events.Should().HaveCount(attempts);
        events.Select(e => (e.Header("ce-id"), e.Header("x-ms-client-request-id"), e.Header("ce-time"), e.Text)).Distinct().Should().ContainSingle();
    }

    [Theory]
    [InlineData(404, 200, "*", true)]
    [InlineData(200, 0, "127.0.0.1", true)]
    [InlineData(202, 0, "other.example.test|127.0.0.1", true)]
    [InlineData(200, 0, "other.example.test, 127.0.0.1", false)]
    [InlineData(200, 0, "other.example.test", false)]
    [InlineData(200, 0, null, false)]
    [InlineData(405, 0, "*", false)]
    [InlineData(404, 404, "*", false)]
    public async Task Validation_FollowsTheTable(int optionsStatus, int getStatus, string? allowed, bool connects)
    {
        (string, string)[] headers = [.. (allowed ?? "").Split('|', StringSplitOptions.RemoveEmptyEntries).Select(value => ("WebHook-Allowed-Origin", value))];
        Handler.Answers.Enqueue(StubServer.Status(optionsStatus, headers: headers));
        if (getStatus != 0)
        {
            Handler.Answers.Enqueue(StubServer.Status(getStatus, headers: headers));
        }

        if (connects)
        {
            using TestSocket socket = await ConnectJsonAsync();
        }
        else
        {
            (await TestSocket.ConnectRejectedAsync(ClientUri(), Json)).Should().Be(500);
            Handler.TakeRequests().Should().NotContain(request => request.Method == "POST");
        }
    }

    [Fact]
    public async Task Validation_IsRememberedAndSharedByFirstEvents()
    {
        TestSocket[] sockets = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => ConnectJsonAsync()));
        for (int i = 0; i < 10; i++)
        {
            await NextEventAsync();
        }

        using TestSocket last = await ConnectJsonAsync();
        WireRequest next = await Handler.NextRequestAsync();
        next.Method.Should().Be("POST", "all first events share one validation");
        Array.ForEach(sockets, socket => socket.Dispose());
    }

    [Covers("raw, `sendEvent` mode", Evidence.Specification, "https://learn.microsoft.com/azure/azure-web-pubsub/concept-client-protocols")]
    [Covers("frame of a raw client", Evidence.Specification, "https://learn.microsoft.com/azure/azure-web-pubsub/reference-cloud-events")]
    [Fact]
    public async Task RawClient_RaisesMessageEvents()
    {
        using TestSocket socket = await TestSocket.ConnectAsync(ClientUri("ann"));
        await ConnectedIsHandledAsync();
        Handler.Answers.Enqueue(StubServer.Status(200, "text reply", "text/plain"));
        Handler.Answers.Enqueue(StubServer.Status(200, "binary reply", "application/octet-stream"));
        Handler.Answers.Enqueue(StubServer.Status(400, "internal detail"));

        await socket.SendTextAsync("hi");
        (await socket.ReceiveTextAsync()).Should().Be("text reply");
        WireRequest text = await NextEventAsync();
        text.Header("ce-type").Should().Be("azure.webpubsub.user.message");
        text.Header("Content-Type").Should().Be("text/plain; charset=utf-8");
        text.Headers.Should().NotContainKey("ce-subprotocol");

        await socket.SendBinaryAsync([1, 2]);
        (await socket.ReceiveAsync()).Bytes.Should().Equal("binary reply"u8.ToArray());
        WireRequest binary = await NextEventAsync();
        binary.Header("Content-Type").Should().Be("application/octet-stream");
        binary.Body.Should().Equal(1, 2);

        await socket.SendTextAsync("refused");
        (await socket.ReceiveCloseAsync()).Should().Be((1011, "Internal server error. The event handler answered 400. The event handler rejected the event. Its log contains the reason."));
    }

    [Fact]
    public async Task UnreachableHandler_RejectsTheClient()
    {
        await Handler.DisposeAsync();

        (await TestSocket.ConnectRejectedAsync(ClientUri(), Json)).Should().Be(500);
    }

    private static Microsoft.AspNetCore.Http.RequestDelegate Allow() => StubServer.Status(200, headers: ("WebHook-Allowed-Origin", "*"));

    private static string SignatureOf(string connectionId) => "sha256=" + Convert.ToHexStringLower(
        System.Security.Cryptography.HMACSHA256.HashData(
            System.Text.Encoding.UTF8.GetBytes(TestToken.Key), System.Text.Encoding.UTF8.GetBytes(connectionId)));

    private static IEnumerable<string?> Strings(JsonElement array) => array.EnumerateArray().Select(item => item.GetString());

    private async Task<WireRequest> NextUserEventAsync()
    {
        WireRequest request;
        do
        {
            request = await NextEventAsync();
        }
        while (!request.Header("ce-type")!.StartsWith("azure.webpubsub.user.", StringComparison.Ordinal));
        return request;
    }

    // The connected event is raised in the background. Waits until it has taken its answer, so that the test can queue the next one.
    private async Task ConnectedIsHandledAsync()
    {
        while ((await NextEventAsync()).Header("ce-eventName") != "connected")
        {
        }
    }
}
